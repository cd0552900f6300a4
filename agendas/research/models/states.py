"""How research stands: a paper, a request to be excused, a member; what a paper found."""

from __future__ import annotations

from django.db import models


class ResearchState(models.TextChoices):
    HANDED_IN = "handed_in", "已提交"
    MORE_ASKED = "more_asked", "请补充"
    RETURNED = "returned", "已退回"


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


class FindingKind(models.TextChoices):
    FACT = "fact", "实际情况"
    CRUX = "crux", "症结"
    PROPOSAL = "proposal", "方案"
