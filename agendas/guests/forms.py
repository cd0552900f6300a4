"""What is typed about units that are asked, their answers, and signing up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone

from accounts.people.forms import PersonField, PickingForm
from accounts.people.models import User
from agendas.attendance.models import Attendance, Capacity, Opening
from agendas.guests.models import Invitation, Seat
from agendas.guests.rules import ASKED_CAPACITIES, Named
from agendas.sessions.forms import DayField, RowsField
from agendas.sessions.models import StudySession

MOST_ASKED = 500
ASKED = [(name.value, name.label) for name in ASKED_CAPACITIES]
_LONGEST_NAME, _LONGEST_POST = 40, 60
# Two characters of a name set apart, as lists are printed: 张　三.
_SET_APART = re.compile(r"^(\S)\u3000(\S)(?=\s|$)")


class UnitForm(PickingForm):
    """A unit to ask: by the person there who answers, or by its name alone."""

    contact = PersonField(
        label="联络人", required=False, help_text="由其所在单位回执；单位没有联络人的，填单位名称。"
    )
    unit_name = forms.CharField(label="单位", max_length=80, required=False)
    capacity = forms.ChoiceField(label="参会身份", choices=ASKED, initial=Capacity.DEPARTMENT)
    headcount = forms.IntegerField(
        label="邀请人数", min_value=1, max_value=MOST_ASKED, initial=1, help_text="最多可派人数。"
    )
    answer_by = DayField(label="回执截止")
    note = forms.CharField(label="说明", max_length=200, required=False)

    def __init__(self, *args: Any, session: StudySession, **options: Any) -> None:
        super().__init__(*args, **options)
        asked = Invitation.objects.filter(session__group=session.group_id)
        people = User.objects.active()
        if not self.sought.words("contact"):
            people = people.filter(pk__in=asked.values("contact"))
        self.offer(people.recent_first(asked, "contact"), "contact")
        self.fields["contact"].queryset = User.objects.active().select_related("unit")  # type: ignore[attr-defined] # a PersonField

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not typed.get("contact") and not typed.get("unit_name") and not self.errors:
            self.add_error("unit_name", "请选择联络人，或填写单位。")
        return typed


class ReplyForm(forms.Form):
    """The unit's answer: 参加 with names, or 不参加. Two buttons."""

    coming = forms.TypedChoiceField(
        choices=[("yes", "参加"), ("no", "不参加")],
        coerce=lambda said: said == "yes",
        widget=forms.HiddenInput,
    )
    names = forms.CharField(
        label="参会人员",
        required=False,
        max_length=20_000,
        widget=forms.Textarea,
        help_text="每行一人：姓名、职务，中间空格。",
    )
    given_on = DayField(
        label="回执日期",
        required=False,
        initial=timezone.localdate,
        help_text="单位书面回执的日期，不填即为今天。",
    )

    def __init__(
        self, data: Any = None, *, is_for_unit: bool, rows: Iterable[Attendance] = ()
    ) -> None:
        lines = "\n".join(f"{row.name} {row.post}".strip() for row in rows)
        super().__init__(data, initial={"names": lines}, auto_id="reply-%s")
        if not is_for_unit:
            del self.fields["given_on"]

    def clean_names(self) -> list[Named]:
        lines = map(str.strip, self.cleaned_data["names"].splitlines())
        named = [_named(line) for line in lines if line]
        if any(len(one.name) > _LONGEST_NAME or len(one.post) > _LONGEST_POST for one in named):
            raise forms.ValidationError("姓名最多 40 字，职务最多 60 字。", code="max_length")
        return named


def _named(line: str) -> Named:
    name, *rest = re.split(r"[\s,，、]+", _SET_APART.sub(r"\1\2", line), maxsplit=1)
    return Named(name, "".join(rest).strip())


class DecideForm(forms.Form):
    """Those chosen among the people who signed up, and 同意 or 不同意 for all of them."""

    seats = RowsField(queryset=Seat.objects.none(), required=False)
    outcome = forms.TypedChoiceField(
        choices=[("approve", "同意"), ("refuse", "不同意")],
        coerce=lambda said: said == "approve",
    )

    def __init__(self, data: Any = None, *, session: StudySession) -> None:
        super().__init__(data)
        self.fields["seats"].queryset = Seat.objects.filter(session=session)  # type: ignore[attr-defined] # a RowsField

    def chosen(self) -> list[str]:
        """The keys ticked, as they came; they stay ticked when the page is shown again."""
        ticked: list[str] = self["seats"].data or []
        return ticked


class VisitorForm(forms.Form):
    """Somebody without an account signs up."""

    opening = forms.ModelChoiceField(
        label="报名类别", queryset=Opening.objects.none(), empty_label=None
    )
    name = forms.CharField(label="姓名", max_length=40)
    unit_name = forms.CharField(label="单位或媒体", max_length=80)
    email = forms.EmailField(label="邮箱", max_length=100, help_text="用于确认报名和接收通知。")
    phone = forms.CharField(
        label="手机",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, data: Any = None, *, openings: Sequence[Opening]) -> None:
        super().__init__(data)
        keys = [opening.pk for opening in openings]
        self.fields["opening"].queryset = Opening.objects.filter(pk__in=keys)  # type: ignore[attr-defined] # a ModelChoiceField
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean_phone(self) -> str:
        phone = re.sub(r"[\s-]", "", self.cleaned_data["phone"])
        if phone:
            RegexValidator(r"^\+?\d{5,18}\Z", "请填写正确的手机号。")(phone)
        return phone
