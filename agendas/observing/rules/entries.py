"""What inspections list, and what learners take home."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone

from accounts.people.models import Role, User
from accounts.units.models import Unit
from agendas.attendance.models import Attendance, Capacity
from agendas.sessions.models import StudySession
from studygroups.groups.models import StudyGroup
from studygroups.groups.rules import is_lead

MOST_PROBLEMS, LONGEST_PROBLEM = 10, 100


class EntryRefusal(TextChoices):
    NO_PROBLEM = "no_problem", "请至少列出一个问题，一行一个。"
    TOO_MANY = "too_many", f"一次最多列出 {MOST_PROBLEMS} 个问题。"
    PROBLEM_TOO_LONG = "problem_too_long", f"每个问题不超过 {LONGEST_PROBLEM} 字。"
    OTHER_UNIT = "other_unit", "所选单位不是该中心组的上级单位或者督导单位。"
    NOT_HELD = "not_held", "学习会尚未结束，不能填写学习所得。"
    NO_WORDS = "no_words", "请填写学习所得。"
    NO_GROUP = "no_group", "您不在其他中心组，学习所得没有可以带回的中心组。"


def refuse_problems(problems: Sequence[str]) -> EntryRefusal | None:
    if len(problems) > MOST_PROBLEMS:
        return EntryRefusal.TOO_MANY
    is_long = any(len(problem) > LONGEST_PROBLEM for problem in problems)
    return EntryRefusal.PROBLEM_TOO_LONG if is_long else None


def inspecting_units(person: User, group: StudyGroup) -> QuerySet[Unit]:
    """For which units he may enter what they found in the group.

    Its supervisors for their own unit; those who lead it, from a letter, for any unit that
    supervises it or stands above it.
    """
    own = Unit.objects.filter(
        role_grants__person=person, role_grants__role=Role.SUPERVISOR, supervisions__group=group
    )
    if not is_lead(person, group, on=timezone.localdate()):
        return own
    above = Q(path__in=group.unit.path_upward()[:-1])
    found = Unit.objects.filter(above | Q(supervisions__group=group) | Q(pk__in=own.values("pk")))
    return found.distinct()


def may_enter(person: User, group: StudyGroup) -> bool:
    """Those who lead the group, and its supervisors."""
    leads = is_lead(person, group, on=timezone.localdate())
    return leads or StudyGroup.objects.supervised_by(person).filter(pk=group.pk).exists()


def refuse_inspection(
    person: User, group: StudyGroup, unit: Unit, problems: Sequence[str]
) -> EntryRefusal | None:
    if not inspecting_units(person, group).filter(pk=unit.pk).exists():
        return EntryRefusal.OTHER_UNIT
    return refuse_problems(problems) if problems else EntryRefusal.NO_PROBLEM


def learner_row(person: User, session: StudySession) -> Attendance | None:
    """His place on the list as one who came from another group to learn."""
    rows = Attendance.objects.filter(session=session, capacity=Capacity.LEARNER)
    return rows.filter(person=person).first()


def own_group(person: User, session: StudySession) -> StudyGroup | None:
    """The group he takes something home to: the first of his own in official order."""
    own = StudyGroup.objects.of_member(person, on=timezone.localdate())
    return own.exclude(pk=session.group_id).first()


def refuse_takeaway(
    session: StudySession, group: StudyGroup | None, text: str, *, at: datetime
) -> EntryRefusal | None:
    over_at = session.ends_at or session.starts_at
    if over_at is None or at < over_at:
        return EntryRefusal.NOT_HELD
    if group is None:
        return EntryRefusal.NO_GROUP
    return None if text.strip() else EntryRefusal.NO_WORDS
