"""Pre-meeting research: who owes it, the papers handed in, the findings marked in them."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Prefetch, Q

from accounts.files.models import StoredFile
from accounts.people.models import User
from accounts.search.models import Searchable, Words
from agendas.sessions.models import Decision, StudySession
from studygroups.forms.models import Stage


class ResearchState(models.TextChoices):
    HANDED_IN = "handed_in", "已提交"
    MORE_ASKED = "more_asked", "请补充"
    RETURNED = "returned", "已退回"


class ResearchQuerySet(models.QuerySet["Research"]):
    def visible_to(self, user: User) -> Self:
        """Leads see every paper, members those handed in and their own.

        A supervisor sees the handed-in ones of the demonstration groups he supervises.
        """
        sessions = StudySession.objects
        handed_in = Q(state=ResearchState.HANDED_IN)
        watched = sessions.supervised_by(user).filter(group__is_demonstration=True)
        return self.filter(
            Q(session__in=sessions.led_by(user).values("pk"))
            | Q(pk__in=Duty.objects.filter(person=user).values("paper"))
            | handed_in & Q(session__in=sessions.of_member(user).values("pk"))
            | handed_in & Q(session__in=watched.values("pk"))
        )

    def with_authors(self) -> Self:
        """Everything a page or the API shows of a paper, in three queries."""
        papers = self.select_related("file", "handed_in_by", "remarked_by")
        authors = Prefetch("duties", Duty.objects.select_related("person"))
        return papers.prefetch_related(authors, "findings")


class Research(Searchable):
    """One paper, a text or a file; several members may have written it together."""

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="research")
    title = models.CharField("题目", max_length=100)
    text = models.TextField("正文", blank=True, max_length=20000)
    file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="文件",
    )
    state = models.CharField(
        "状态", max_length=10, choices=ResearchState, default=ResearchState.HANDED_IN
    )
    # What whoever returned it or asked for more wrote; gone once it is handed in again.
    remark = models.CharField("退回或补充意见", max_length=200, blank=True)
    remarked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # When another than an author handed it in for them (代交), this name says so.
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    handed_in_at = models.DateTimeField("提交时间")

    objects = ResearchQuerySet.as_manager()

    class Meta:
        verbose_name = "调研材料"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(file__isnull=False),
                name="paper_is_a_text_or_a_file",
                violation_error_code="paper_empty",
                violation_error_message="请填写正文或上传文件。",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def author_names(self) -> str:
        """The authors in official order, as they were called when the research was asked for."""
        return "、".join(duty.name for duty in self.duties.all())

    def words(self) -> Words:
        """Its text and what was marked in it; what a file says would stand here too."""
        text = "\n".join((self.text, *(finding.text for finding in self.findings.all())))
        session = self.session
        return Words(self.title, text, session.day(), session.group.unit_id, session.pk)


class Excuse(models.TextChoices):
    NONE = "none", "无"
    ASKED = "asked", "申请免交"
    GRANTED = "granted", "免交"


class DutyState(models.TextChoices):
    """How a member stands, in the words of the matrix."""

    HANDED_IN = "handed_in", "已提交"
    MORE_ASKED = "more_asked", "请补充"
    RETURNED = "returned", "已退回"
    EXCUSED = "excused", "免交"
    EXCUSE_ASKED = "excuse_asked", "申请免交"
    OWED = "owed", "未交"


class DutyQuerySet(models.QuerySet["Duty"]):
    def visible_to(self, user: User) -> Self:
        """Leads see how every member stands, a member how he stands; a supervisor counts only."""
        sessions = StudySession.objects
        return self.filter(
            Q(session__in=sessions.led_by(user).values("pk"))
            | Q(person=user, session__in=sessions.of_member(user).values("pk"))
        )

    def unmet(self) -> Self:
        """Neither handed in nor excused."""
        return self.exclude(paper__state=ResearchState.HANDED_IN).exclude(excuse=Excuse.GRANTED)

    def awaiting_decision(self) -> Self:
        """Excuses asked for and not decided, while they can be."""
        asked = self.filter(excuse=Excuse.ASKED, session__stage=Stage.RESEARCH)
        return asked.select_related("session__group__unit", "person", "excuse_asked_by", "paper")

    def with_papers(self) -> Self:
        """Everything the matrix shows of a member, in one query."""
        return self.select_related(
            "person",
            "paper__handed_in_by",
            "excuse_asked_by",
            "excuse_decision__by",
            "excuse_decision__recorded_by",
        )

    def tally(self) -> dict[str, int]:
        """How many members owe research, how many handed in, how many need not."""
        handed_in = Q(paper__state=ResearchState.HANDED_IN)
        return self.aggregate(
            owed=Count("pk"),
            handed_in=Count("pk", filter=handed_in),
            excused=Count("pk", filter=Q(excuse=Excuse.GRANTED) & ~handed_in),
        )


class Duty(models.Model):
    """What one member owes a session: a paper of his own or a joint one, unless excused.

    Name, unit and post stand as they were on the day the research was asked for.
    """

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="duties")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="duties"
    )
    name = models.CharField("姓名", max_length=40)
    unit_name = models.CharField("单位", max_length=80)
    post = models.CharField("职务", max_length=60, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    due_on = models.DateField("应交日期", null=True, blank=True)
    is_speaker = models.BooleanField("重点发言", default=False)
    paper = models.ForeignKey(
        Research, on_delete=models.SET_NULL, null=True, blank=True, related_name="duties"
    )
    excuse = models.CharField("免交", max_length=8, choices=Excuse, default=Excuse.NONE)
    excuse_reason = models.CharField("免交理由", max_length=200, blank=True)
    excuse_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    excuse_decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = "调研任务"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                name="member_owes_once",
                violation_error_message="该成员已有调研任务。",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def state(self) -> DutyState:
        """A paper handed in comes before an excuse, an excuse before a paper sent back."""
        if self.paper and self.paper.state == ResearchState.HANDED_IN:
            return DutyState.HANDED_IN
        if self.excuse == Excuse.GRANTED:
            return DutyState.EXCUSED
        if self.excuse == Excuse.ASKED:
            return DutyState.EXCUSE_ASKED
        return DutyState(self.paper.state) if self.paper else DutyState.OWED

    def is_met(self) -> bool:
        return self.state() in (DutyState.HANDED_IN, DutyState.EXCUSED)


class FindingKind(models.TextChoices):
    FACT = "fact", "实际情况"
    CRUX = "crux", "症结"
    PROPOSAL = "proposal", "方案"


class Finding(models.Model):
    """One of the one to three things a paper found, in a sentence or two."""

    paper = models.ForeignKey(Research, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField("类别", max_length=8, choices=FindingKind)
    text = models.CharField("内容", max_length=300)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "调研发现"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
