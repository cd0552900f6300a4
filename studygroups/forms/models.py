"""The forms a study session may take, and which of the five stages each asks for."""

from __future__ import annotations

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q


class Stage(models.TextChoices):
    TOPIC = "topic", "选题"
    RESEARCH = "research", "调研"
    MEETING = "meeting", "召开"
    CONVERSION = "conversion", "转化"
    FOLLOWUP = "followup", "问效"
    CLOSED = "closed", "办结"


# Every session goes through these in this order, leaving out what its form does not ask for.
STAGE_ORDER = (
    Stage.TOPIC,
    Stage.RESEARCH,
    Stage.MEETING,
    Stage.CONVERSION,
    Stage.FOLLOWUP,
    Stage.CLOSED,
)

FULL_FORM = "sanju"


def refuse_unknown_stages(stages: object) -> None:
    """Stages in their order, the meeting among them, closing left out (it is no work)."""
    listed = stages if isinstance(stages, list) else []
    known = [stage.value for stage in STAGE_ORDER[:-1]]
    if Stage.MEETING not in listed or listed != [stage for stage in known if stage in listed]:
        raise ValidationError("阶段须按次序排列，并包含“召开”。", code="stages")


class StudyFormQuerySet(models.QuerySet["StudyForm"]):
    def simple_first(self) -> Self:
        """The form that asks for all five stages last."""
        return self.annotate(is_full=Q(code=FULL_FORM)).order_by("is_full", "order", "pk")


class StudyForm(models.Model):
    """One form of study; only 三聚三开放 (``FULL_FORM``) asks for all five stages."""

    code = models.SlugField("代码", unique=True, max_length=30)
    name = models.CharField("名称", max_length=40)
    stages = models.JSONField("阶段", default=list, validators=[refuse_unknown_stages])
    order = models.PositiveIntegerField("排序", default=0)

    objects = StudyFormQuerySet.as_manager()

    class Meta:
        verbose_name = "学习形式"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    def first_stage(self) -> Stage:
        return Stage(self.stages[0])

    def stage_after(self, stage: str) -> Stage:
        """The next stage this form asks for; ``closed`` after the last."""
        later = STAGE_ORDER[STAGE_ORDER.index(Stage(stage)) + 1 :]
        return next((step for step in later if step in self.stages), Stage.CLOSED)

    def stage_before(self, stage: str) -> Stage | None:
        """The stage this form went through before; ``None`` before the first."""
        earlier = STAGE_ORDER[: STAGE_ORDER.index(Stage(stage))]
        return next((step for step in reversed(earlier) if step in self.stages), None)
