"""Marking a group's year for counting again."""

from __future__ import annotations

from studygroups.groups.models import StudyGroup
from studygroups.years.models import GroupYear


def mark_stale(group: StudyGroup, year: int) -> None:
    """Called by every action that changes what a supervisor counts; cheap, and safe to repeat."""
    if not GroupYear.objects.filter(group=group, year=year).update(is_stale=True):
        GroupYear.objects.get_or_create(group=group, year=year)
