"""In what capacity somebody comes, and through which opening."""

from __future__ import annotations

from django.db import models


class OpeningKind(models.TextChoices):
    CADRE = "cadre", "对干部开放"
    DEPARTMENT = "department", "对部门开放"
    MEDIA = "media", "对媒体开放"


class Capacity(models.TextChoices):
    CHAIR = "chair", "主持人"
    MEMBER = "member", "成员"
    EXTENDED = "extended", "扩大参会人员"
    DEPARTMENT = "department", "部门"
    SOCIAL = "social", "社会人员"
    MEDIA = "media", "采访"
    LEARNER = "learner", "旁听"
    OBSERVER = "observer", "列席旁听人员"
    LECTURER = "lecturer", "主讲人"


# The opening through which each capacity comes; the others belong to the meeting itself.
OPENING_OF: dict[str, OpeningKind] = {
    Capacity.EXTENDED: OpeningKind.CADRE,
    Capacity.LEARNER: OpeningKind.CADRE,
    Capacity.DEPARTMENT: OpeningKind.DEPARTMENT,
    Capacity.SOCIAL: OpeningKind.DEPARTMENT,
    Capacity.MEDIA: OpeningKind.MEDIA,
}
# Those who study there: they are expected, and the attendance rate is theirs.
STUDYING = (Capacity.CHAIR, Capacity.MEMBER)
OF_THE_MEETING = (Capacity.LECTURER, Capacity.OBSERVER)
