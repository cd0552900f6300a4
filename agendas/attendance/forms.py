"""What is typed about openings, the list, answers and presence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from accounts.people.forms import PersonField, PickingForm
from accounts.people.models import User
from agendas.attendance import rules
from agendas.attendance.models import (
    RECORDED,
    STUDYING,
    UNSETTLED,
    Admission,
    Attendance,
    Capacity,
    LeaveCategory,
    Opening,
    Status,
)
from agendas.proxies.forms import GivenForm
from agendas.sessions.forms import MomentField
from agendas.sessions.models import StudySession

# Who presides is named by the notice.
INVITED = [choice for choice in Capacity.choices if choice[0] != Capacity.CHAIR]
GUESTS = [choice for choice in Capacity.choices if choice[0] not in STUDYING]
MOST_PEOPLE = 100_000


class OpeningForm(forms.Form):
    """One of the three openings. Three of these stand on one page, so their ids carry the kind."""

    quota = forms.IntegerField(
        label="名额",
        min_value=0,
        max_value=MOST_PEOPLE,
        required=False,
        help_text="人数；不填为不限。",
    )
    note = forms.CharField(label="说明", max_length=200, required=False)
    admission = forms.ChoiceField(
        label="报名方式", choices=Admission.choices, initial=Admission.APPROVAL, required=False
    )
    opens_at = MomentField(label="报名开始", required=False)
    closes_at = MomentField(label="报名截止", required=False)
    shows_agenda = forms.BooleanField(label="来宾可见议程", required=False)
    shows_material = forms.BooleanField(label="来宾可见已交的调研材料", required=False)
    shows_minutes = forms.BooleanField(label="来宾可见确认后的会议记录", required=False)
    visible_from = MomentField(
        label="来宾可见起始时间", required=False, help_text="不填即会议通知发出后可见。"
    )

    def __init__(self, data: Any = None, *, kind: str, opening: Opening | None = None) -> None:
        shown: dict[str, Any] = {"shows_agenda": True}
        if opening:
            shown = {name: getattr(opening, name) for name in self.base_fields}
        super().__init__(data, initial=shown, auto_id=f"id_{kind}_%s")

    def clean_admission(self) -> str:
        said: str = self.cleaned_data["admission"]
        return said or Admission.APPROVAL


class InviteForm(PickingForm):
    """A person of the system, chosen among those found."""

    person = PersonField(label="人员")
    capacity = forms.ChoiceField(label="参会身份", choices=INVITED, initial=Capacity.EXTENDED)

    def __init__(self, *args: Any, session: StudySession, **options: Any) -> None:
        super().__init__(*args, **options)
        words = self.sought.words("person")
        self.offer(rules.people_to_invite(session, by_words=bool(words)), "person")
        # Whoever was added in the meantime is refused by the rule, with its reason.
        self.fields["person"].queryset = User.objects.active()  # type: ignore[attr-defined] # a PersonField


class GuestForm(forms.Form):
    """Somebody the system does not know: a journalist in ten seconds."""

    name = forms.CharField(label="姓名", max_length=40)
    unit_name = forms.CharField(label="单位", max_length=80)
    post = forms.CharField(label="职务", max_length=60, required=False)
    capacity = forms.ChoiceField(label="参会身份", choices=GUESTS, initial=Capacity.MEDIA)


class HallForm(forms.Form):
    """A branch room or a unit that comes with a number of people."""

    name = forms.CharField(label="会场或单位", max_length=40)
    headcount = forms.IntegerField(label="人数", min_value=1, max_value=MOST_PEOPLE)
    capacity = forms.ChoiceField(label="参会身份", choices=GUESTS, initial=Capacity.EXTENDED)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_hall_%s")


class AddBackForm(forms.Form):
    """A row just taken off the list, as it stood there; names are those of the person's today."""

    person = forms.ModelChoiceField(queryset=User.objects.filter(is_active=True), required=False)
    name = forms.CharField(max_length=40)
    unit_name = forms.CharField(max_length=80, required=False)
    post = forms.CharField(max_length=60, required=False)
    capacity = forms.ChoiceField(choices=INVITED)
    headcount = forms.IntegerField(min_value=1, max_value=MOST_PEOPLE)


class AnswerForm(GivenForm):
    """参加 or 请假: two buttons, and for a member's leave one word why."""

    coming = forms.TypedChoiceField(
        choices=[("yes", "参加"), ("no", "请假")],
        coerce=lambda said: said == "yes",
        widget=forms.HiddenInput,
    )
    leave_category = forms.ChoiceField(
        label="请假类别",
        choices=[("", "请假时选择"), *LeaveCategory.choices],
        required=False,
        help_text="只有审定人和本人看得到；各类材料只写“请假”。",
    )

    field_order = ("coming", "leave_category", "given_on", "scan")

    def __init__(self, *args: Any, attendance: Attendance, by: User) -> None:
        # Who has no account cannot answer himself: nothing of it is marked.
        is_for_another = attendance.person is not None and attendance.person != by
        super().__init__(*args, for_another=is_for_another, auto_id="answer-%s")
        if not attendance.is_member():
            del self.fields["leave_category"]

    def words(self, *, by: User) -> dict[str, Any]:
        """What ``answer`` wants to know."""
        names = {"coming", "leave_category"} & set(self.fields)
        return {name: self.cleaned_data[name] for name in names} | {"given": self.given(by=by)}


class PresenceForm(forms.Form):
    """What became of everybody on the list: one select a row, 到会 unless he is on leave."""

    def __init__(self, data: Any = None, *, rows: Iterable[Attendance]) -> None:
        super().__init__(data)
        self.rows = list(rows)
        for row in self.rows:
            self.fields[f"status-{row.pk}"] = forms.ChoiceField(
                # The label is not seen: the row's name stands at its head.
                widget=forms.Select(attrs={"aria-label": f"{row.name}的到会情况"}),
                choices=self._choices(row),
                initial=self._initial(row),
                required=False,
            )

    @staticmethod
    def _choices(row: Attendance) -> list[tuple[str, str]]:
        offered = [("", "待登记")] if row.status in UNSETTLED else []
        offered += [(status.value, status.label) for status in RECORDED]
        if row.is_on_leave():
            offered.append((Status.LEAVE.value, Status.LEAVE.label))
        return offered

    @staticmethod
    def _initial(row: Attendance) -> str:
        """Leave nobody has decided on is left open, or saving would decide it in passing."""
        if row.status == Status.LEAVE_ASKED:
            return ""
        return Status.PRESENT.value if row.status in UNSETTLED else row.status

    def lines(self) -> Iterator[tuple[Attendance, BoundField]]:
        for row in self.rows:
            yield row, self[f"status-{row.pk}"]

    def statuses(self) -> dict[int, str]:
        """What was chosen, by the key of the row; what was left open is not among it."""
        chosen = {row.pk: self.cleaned_data[f"status-{row.pk}"] for row in self.rows}
        return {key: status for key, status in chosen.items() if status}
