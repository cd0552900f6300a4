"""Tells a story act by act: who, in which group, at which moment of his time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, TypeVar

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.files.actions import store
from accounts.files.models import StoredFile
from accounts.notices.models import Notice
from accounts.people.models import User
from agendas.sessions.models import StudySession
from seeds.plot import Plot
from seeds.telling.sheet import sheet_pdf
from studygroups.groups.models import GroupRole, Membership, StudyGroup
from studygroups.workdays.rules import is_workday

Made = TypeVar("Made")

# Days before or after the meeting, and the hour, at which each step is taken.
TIMETABLE = {
    "problems": (-38, "08:40"),
    "propose": (-28, "09:00"),
    "open": (-25, "09:20"),
    "take": (-25, "09:40"),
    "decide topic": (-24, "10:20"),
    "ask for research": (-24, "10:40"),
    "excuse": (-20, "11:00"),
    "research": (-15, "14:10"),
    "more research": (-11, "14:30"),
    "speakers": (-10, "14:50"),
    "openings": (-10, "15:10"),
    "scheme": (-10, "16:00"),
    "decide scheme": (-9, "10:00"),
    "announce": (-9, "15:30"),
    "observe": (-8, "09:10"),
    "sign up": (-8, "10:30"),
    "agree": (-8, "14:20"),
    "ask units": (-8, "15:40"),
    "answers": (-7, "15:50"),
    "agenda": (-7, "16:00"),
    "names": (-6, "16:20"),
    "sign-up ends": (-5, "17:00"),
    "scheme again": (-4, "09:00"),
    "decide again": (-4, "09:50"),
    "hand over": (-4, "10:30"),
    "leave": (-4, "16:10"),
    "board": (-4, "16:20"),
    "names due": (-2, "17:00"),
    "held": (0, "17:10"),
    "material": (0, "17:30"),
    "release": (0, "17:50"),
    "ask to make up": (1, "09:00"),
    "minutes": (5, "09:10"),
    "published": (5, "15:00"),
    "list published": (5, "15:30"),
    "confirm": (6, "09:30"),
    "convert": (7, "09:50"),
    "make up": (7, "15:20"),
    "accept": (10, "08:50"),
    "feedback": (10, "09:30"),
    "report": (10, "10:10"),
    "sign": (12, "10:30"),
    "send": (13, "10:50"),
    "measures": (13, "11:10"),
    "respond": (13, "15:20"),
    "follow up": (14, "11:30"),
}


@dataclass
class Teller:
    """Acts for the people of one group.

    ``begun`` is the moment of the run: nothing happens after it, and whatever people were told
    since belongs to the story.
    """

    plot: Plot
    group: StudyGroup
    people: dict[str, User]
    begun: datetime

    def moment(self, step: str) -> datetime:
        """When a step is taken: on a working day, and never later than now."""
        return min(self.planned(step), self.begun)

    def planned(self, step: str) -> datetime:
        """When a step is to be taken, be it still to come."""
        offset, hour = TIMETABLE[step]
        day = self.plot.day + timedelta(days=offset)
        # Before the meeting people are early, after it they are late.
        while offset and not is_workday(day):
            day += timedelta(days=1 if offset > 0 else -1)
        return at_hour(day, hour)

    def act(self, action: Callable[..., Made], *, at: datetime, **facts: Any) -> Made:
        """Take an action as of that moment; people were told of it then."""
        at = min(at, self.begun)
        made = action(at=at, **facts)
        Notice.objects.filter(recipient__in=self.people.values(), created_at__gt=self.begun).update(
            created_at=at
        )
        return made

    def _in_role(self, role: GroupRole) -> User:
        seats = Membership.objects.filter(group=self.group, role=role)
        return seats.select_related("person").earliest("order").person

    @cached_property
    def leader(self) -> User:
        return self._in_role(GroupRole.LEADER)

    @cached_property
    def deputy(self) -> User:
        return self._in_role(GroupRole.DEPUTY)

    @cached_property
    def secretary(self) -> User:
        return self._in_role(GroupRole.SECRETARY)

    def decider(self, *submitters: User | None) -> User:
        """The leader, or the deputy where the matter is the leader's own."""
        return self.deputy if self.leader in submitters else self.leader

    def paper(self, name: str, lines: Iterable[str], *, at: datetime) -> StoredFile:
        """A sheet of paper as the secretary scans it."""
        upload = SimpleUploadedFile(f"{name}.pdf", sheet_pdf([name, *lines]))
        stored = store(upload, by=self.secretary)
        stored.uploaded_at = at
        stored.save(update_fields=["uploaded_at"])
        return stored


def at_hour(day: date, hour: str) -> datetime:
    """``"14:30"`` of that day, local time."""
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(hour)))


def again(session: StudySession) -> StudySession:
    """The session as it stands now."""
    return StudySession.objects.select_related("group__unit", "form").get(pk=session.pk)
