"""What every change of a seat begins and ends with: the lock, whose work it is, who is told."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone

from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.actions import check_people_manager
from accounts.people.models import User
from accounts.people.rules import GrantRefusal
from studygroups.groups.models import LEADS, Membership, StudyGroup


def lock_seats(group: StudyGroup) -> None:
    """Looking at the seats of a group and changing one is one step: two of these take turns."""
    StudyGroup.objects.select_for_update(of=("self",), no_key=True).get(pk=group.pk)


def seat_to_change(seat: Membership, by: User | None) -> Membership:
    """The seat as it stands now, if it is his to change and not his own."""
    check_people_manager(by, seat.group.unit)
    lock_seats(seat.group)
    seat = Membership.objects.select_related("group__unit", "person").get(pk=seat.pk)
    if seat.person_id == (by and by.pk):
        insist(GrantRefusal.OWN)
    return seat


def insist(refusal: TextChoices | None) -> None:
    if refusal:
        raise ValidationError(str(refusal.label), code=refusal.value)


def tell_of_seat(
    seat: Membership, text: str, *, by: User | None, handing_over: bool = False
) -> None:
    """Its holder, and those who run the group, led to the hand-over where one is due.

    Nobody while the system is being set up.
    """
    if by is None:
        return
    now, desk = timezone.now(), reverse("agendas:desk")
    handing = f"{reverse('agendas:hand_over', args=[seat.group_id])}?leaver={seat.person_id}"
    seats = Membership.objects.current(timezone.localdate(now)).filter(group=seat.group_id)
    leads = {each.person for each in seats.filter(role__in=LEADS).select_related("person")}
    # What was taken back and done again is told again.
    key = f"seat-{seat.pk}-{now:%Y%m%d%H%M%S%f}"
    for people, path in (
        (leads - {seat.person}, handing if handing_over else desk),
        ([seat.person], desk),
    ):
        tell(people, kind=NoticeKind.INFORM, text=text, path=path, key=key)
