"""What one member who was away makes up (补学), and how many have done so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from accounts.people.models import User
from agendas.attendance.models import Attendance, Status
from agendas.proxies.models import Proxy
from agendas.sessions.models import StudySession
from studygroups.groups.models import Membership, StudyGroup

# Who stayed away makes up for it, with leave or without.
AWAY = (Status.LEAVE, Status.ABSENT)


class MakeUpState(models.TextChoices):
    OPEN = "open", "待补学"
    HANDED_IN = "handed_in", "待确认"
    MORE_ASKED = "more_asked", "请补充"
    ACCEPTED = "accepted", "已补学"


# He has still to do something.
UNDONE = (MakeUpState.OPEN, MakeUpState.MORE_ASKED)


# Of those that stand: done, and all of them.
TALLIED = {"done": Count("pk", filter=Q(state=MakeUpState.ACCEPTED)), "asked": Count("pk")}


@dataclass(frozen=True, slots=True)
class Tally:
    """补学 ``done`` / 应补 ``asked``; no part of 参学率."""

    done: int
    asked: int


class MakeUpQuerySet(models.QuerySet["MakeUp"]):
    def visible_to(self, user: User) -> Self:
        """Who holds a leading seat in the group, and everybody what is his own.

        Nobody decides on it, so whoever stands in for the leader has no business here.
        """
        groups = StudyGroup.objects.led_by(user, on=timezone.localdate())
        return self.filter(
            Q(attendance__session__group__in=groups.values("pk")) | Q(attendance__person=user)
        )

    def with_seats(self, on: date) -> Self:
        """Each knows whether its member still sits in the group on that day."""
        seats = Membership.objects.current(on).students()
        where = {"group": OuterRef("attendance__session__group")}
        return self.annotate(
            is_seated=Exists(seats.filter(person=OuterRef("attendance__person"), **where))
        )

    def undone(self) -> Self:
        """Not handed in by somebody who was away, or to be added to."""
        return self.filter(state__in=UNDONE, attendance__status__in=AWAY)

    def owed(self, on: date) -> Self:
        """Undone by somebody who sits in the group."""
        return self.undone().with_seats(on).filter(is_seated=True)

    def in_order(self) -> Self:
        """The newest session first; in it the official order."""
        return self.order_by("-attendance__session", "attendance__order", "pk")

    def with_rows(self) -> Self:
        """Everything a page or the API shows of it, in one query."""
        return self.select_related(
            "attendance__person",
            "attendance__session__group__unit",
            "proxy__entered_by",
            "remarked_by",
            "accepted_by",
        )

    def standing(self, on: date) -> Self:
        """Done, or still asked of somebody who was away; as ``MakeUp.is_standing``.

        What somebody made up before his presence was corrected stays on file and is not counted;
        what he left undone when he left the group is not asked any more.
        """
        rows = self.with_seats(on).filter(attendance__status__in=AWAY)
        return rows.filter(Q(state=MakeUpState.ACCEPTED) | Q(is_seated=True))

    def tally(self, on: date) -> Tally:
        """How many of those that stand are done."""
        return Tally(**self.standing(on).aggregate(**TALLIED))


class MakeUp(models.Model):
    """What one member who was absent or on leave makes up, by when, and how far he is.

    Whether it stands follows from the list and from his seat, and is nowhere written down: a
    presence that is corrected takes an open one back, and so does leaving the group.
    """

    attendance = models.OneToOneField(Attendance, on_delete=models.CASCADE, related_name="make_up")
    due_on = models.DateField("完成期限")
    state = models.CharField("状态", max_length=10, choices=MakeUpState, default=MakeUpState.OPEN)
    note = models.CharField("补学小结", max_length=500, blank=True)
    handed_in_at = models.DateTimeField("提交时间", null=True, blank=True)
    # Set where another than himself handed it in (代交).
    proxy = models.ForeignKey(
        Proxy, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What is asked for beyond it; gone once it is handed in again.
    remark = models.CharField("补充意见", max_length=200, blank=True)
    remarked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField("确认时间", null=True, blank=True)
    # Told by ``with_seats``: whether he still sits in the group.
    is_seated = True

    objects = MakeUpQuerySet.as_manager()

    class Meta:
        verbose_name = "补学"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MakeUpState.OPEN, handed_in_at=None)
                | ~Q(state=MakeUpState.OPEN) & Q(handed_in_at__isnull=False),
                name="make_up_is_handed_in_at_a_moment",
                violation_error_message="提交的补学须有提交时间。",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=MakeUpState.ACCEPTED, accepted_by__isnull=False, accepted_at__isnull=False
                )
                | ~Q(state=MakeUpState.ACCEPTED) & Q(accepted_by=None, accepted_at=None),
                name="make_up_is_accepted_by_somebody",
                violation_error_message="确认的补学须有确认人和时间。",
            ),
        ]

    def __str__(self) -> str:
        return self.attendance.name

    @property
    def session(self) -> StudySession:
        return self.attendance.session

    @property
    def person(self) -> User | None:
        return self.attendance.person

    def is_accepted(self) -> bool:
        return self.state == MakeUpState.ACCEPTED

    def is_away(self) -> bool:
        """That he was on leave or absent still stands on the list."""
        return self.attendance.status in AWAY

    def is_standing(self) -> bool:
        """Done, or still asked of him."""
        return self.is_away() and (self.is_accepted() or self.is_seated)

    def is_owed(self) -> bool:
        return self.is_standing() and self.state in UNDONE
