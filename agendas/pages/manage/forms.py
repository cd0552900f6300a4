"""Looking for a group; who is seated there, where in the order, and until when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from accounts.people.forms import PersonField, PickingForm
from accounts.people.models import MOST_WORDS, User
from accounts.templatetags.words import day
from agendas.sessions.forms import DayField
from studygroups.groups.models import GroupRole, Membership, StudyGroup, StudyGroupQuerySet
from studygroups.groups.rules import places_free, seatable

LAST = "last"


class GroupSearch(forms.Form):
    q = forms.CharField(
        label="查找中心组",
        max_length=60,
        required=False,
        widget=forms.TextInput({"type": "search"}),
    )

    def narrow(self, groups: StudyGroupQuerySet) -> StudyGroupQuerySet:
        """Those in whose name or unit every word is found."""
        words = self.cleaned_data["q"].split() if self.is_valid() else []
        for word in words[:MOST_WORDS]:
            groups = groups.filter(
                Q(name__icontains=word)
                | Q(unit__name__icontains=word)
                | Q(unit__short_name__icontains=word)
            )
        return groups


class SeatForm(PickingForm):
    """Who sits there from which day in which role; in whose place, or after all others."""

    person = PersonField(label="人员")
    role = forms.ChoiceField(label="角色", choices=GroupRole.choices)
    place = forms.ChoiceField(label="排序")
    from_on = DayField(label="起始日期", help_text="当天算在内。")

    def __init__(self, *args: Any, group: StudyGroup, by: User, **options: Any) -> None:
        today = timezone.localdate()
        initial = {"role": GroupRole.MEMBER.value, "place": LAST, "from_on": today}
        super().__init__(*args, initial=initial, **options)
        self.offer(seatable(group, by=by), "person")
        self.places = {str(seat.pk): seat for seat in places_free(group, today=today)}
        place: Any = self.fields["place"]
        place.choices = [
            (LAST, "排在最后"),
            *((key, _following(seat)) for key, seat in self.places.items()),
        ]

    def facts(self) -> dict[str, Any]:
        """What the action asks for; the place as a number in the order."""
        typed = dict(self.cleaned_data)
        former = self.places.get(typed.pop("place"))
        return typed | {"order": former.order if former else None}


def _following(seat: Membership) -> str:
    return f"接替{seat}，{day(seat.until)}截止"


class EndForm(forms.Form):
    until = DayField(label="截止日期", help_text="席位的最后一天，当天仍在任。")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"until": timezone.localdate()})


class BeforeField(forms.ModelChoiceField):  # type: ignore[type-arg] # not generic when run
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}之前"


class PlaceForm(forms.Form):
    """Before which other seat of the group it stands."""

    before = BeforeField(
        label="排在", queryset=Membership.objects.none(), required=False, empty_label="最后"
    )

    def __init__(self, data: Any = None, *, seat: Membership) -> None:
        super().__init__(data)
        seats = Membership.objects.not_over(timezone.localdate()).filter(group=seat.group_id)
        field: Any = self.fields["before"]
        field.queryset = seats.exclude(pk=seat.pk).select_related("person").order_by("order", "pk")
        later = field.queryset.filter(Q(order__gt=seat.order) | Q(order=seat.order, pk__gt=seat.pk))
        field.initial = later.first()
