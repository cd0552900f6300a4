"""A session held before on one page, or a ledger of many (补录)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from accounts.files.actions import store
from accounts.files.forms import UploadField
from accounts.files.models import StoredFile
from accounts.files.sheets import check_workbook
from accounts.people.models import User
from accounts.templatetags.words import day
from agendas.attendance.models import Status
from agendas.drafts.forms import Prose
from agendas.sessions.forms import DayField
from agendas.workflow.ledger.columns import OTHERS, PROGRESS, Wrong, results_of
from agendas.workflow.ledger.reading import Table
from agendas.workflow.rules import MOST_PEOPLE, PastEntry, Roll
from studygroups.forms.models import StudyForm
from studygroups.groups.models import Membership

# As many as one request may carry at their largest.
SCANS = {"scan-1": "会议记录附件一", "scan-2": "会议记录附件二"}
_CAME = [("", Status.PRESENT.label)]
_PRESENCE = _CAME + [(status.value, status.label) for status in (Status.LEAVE, Status.ABSENT)]


class PastForm(forms.Form):
    """Head, people, record and results; every member is present unless chosen otherwise."""

    form = forms.ModelChoiceField(
        label="学习形式", queryset=StudyForm.objects.simple_first(), empty_label=None
    )
    title = forms.CharField(label="名称", max_length=100)
    held_on = DayField(label="日期")
    begins = forms.TimeField(
        label="时间", required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    venue = forms.CharField(label="地点", max_length=80, required=False)
    chair = forms.TypedChoiceField(label="主持人", coerce=int, empty_value=None, required=False)
    stage = forms.ChoiceField(
        label="进展",
        choices=[(stage.value, label) for label, stage in PROGRESS.items()],
        help_text="三聚三开放学习会措施尚未销号的，选“在问效”，录入后再补措施。",
    )
    record = Prose(label="学习内容", max_length=50000, required=False)
    results = forms.CharField(
        label="会议成果",
        required=False,
        widget=forms.Textarea,
        help_text="每行一条；以“决定：”“要求：”“提请上级研究：”开头的归入该类，其余为共识。",
    )

    kept = forms.ModelMultipleChoiceField(
        label="原有附件",
        queryset=StoredFile.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="不再需要的，取消勾选。",
    )

    def __init__(self, *args: Any, roll: Roll, kept: Collection[int] = (), **options: Any) -> None:
        """``kept`` are the keys of files of an entry that was taken out to be entered anew."""
        super().__init__(*args, **options)
        files: Any = self.fields["kept"]
        files.queryset = StoredFile.objects.filter(pk__in=kept).order_by("pk")
        if not kept:
            del self.fields["kept"]
        # One seat for each person, the newest where he sat more than once.
        self.seats = list({seat.person_id: seat for seat in roll.seats}.values())
        earliest = min((seat.from_on for seat in self.seats), default=None)
        people = [(seat.person_id, seat.person.full_name) for seat in self.seats]
        chair: Any = self.fields["chair"]
        chair.choices = [("", "当日组长"), *people]
        self.fields["record"].widget.attrs["class"] = ""
        self.notes: dict[str, str] = {}
        for seat in self.seats:
            name = f"away-{seat.person_id}"
            self.fields[name] = forms.ChoiceField(
                label=seat.person.full_name, choices=_PRESENCE, required=False
            )
            self.notes[name] = _term_of(seat, after=earliest)
        for kind in OTHERS:
            self.fields[f"others-{kind}"] = forms.IntegerField(
                label=kind.label, min_value=0, max_value=MOST_PEOPLE, required=False
            )
        for name, label in SCANS.items():
            self.fields[name] = UploadField(label=label, required=False)

    def clean_results(self) -> list[tuple[str, str]]:
        try:
            return results_of(self.cleaned_data["results"])
        except Wrong as wrong:
            raise ValidationError(str(wrong), code="too_long") from wrong

    def heads(self) -> list[BoundField]:
        return [self[name] for name in ("form", "title", "held_on", "begins", "venue", "stage")]

    def members(self) -> Iterator[tuple[BoundField, str]]:
        """A field for each member, and from when to when he sits where that is not all along."""
        for name, note in self.notes.items():
            yield self[name], note

    def others(self) -> list[BoundField]:
        return [self[f"others-{kind}"] for kind in OTHERS]

    def counts_others(self) -> bool:
        return any(field.value() or field.errors for field in self.others())

    def texts(self) -> list[BoundField]:
        return [self["record"], self["results"]]

    def scans(self) -> list[BoundField]:
        """The fields for files, with those of an earlier entry first where there are any."""
        return [self[name] for name in ("kept", *SCANS) if name in self.fields]

    def entry(self, *, by: User) -> PastEntry:
        """What was typed, its files kept."""
        typed = self.cleaned_data
        uploads = [typed[name] for name in SCANS if typed[name]]
        names = ("form", "title", "held_on", "begins", "venue", "chair", "stage", "record")
        return PastEntry(
            **{name: typed[name] for name in names},
            results=typed["results"],
            away={
                seat.person_id: typed[f"away-{seat.person_id}"]
                for seat in self.seats
                if typed[f"away-{seat.person_id}"]
            },
            others={
                kind.value: typed[f"others-{kind}"] for kind in OTHERS if typed[f"others-{kind}"]
            },
            scans=[*typed.get("kept", ()), *(store(upload, by=by) for upload in uploads)],
        )


def _term_of(seat: Membership, *, after: Any) -> str:
    begins = f"{day(seat.from_on)}起" if seat.from_on != after else ""
    ends = f"至{day(seat.until)}" if seat.until else ""
    return begins + ends


def at_its_field(act: Callable[[], Any]) -> Any:
    """Let a refusal that names its fields stand beside them."""
    try:
        return act()
    except ValidationError as refused:
        if hasattr(refused, "error_dict") or not refused.error_list[0].params:
            raise
        placed: dict[str, list[ValidationError]] = {}
        for each in refused.error_list:
            placed.setdefault((each.params or {})["field"], []).append(each)
        raise ValidationError(placed) from refused


class LedgerField(forms.FileField):
    """A workbook with the columns of a ledger, looked at before it is kept."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_empty_file=True, **options)
        self.widget.attrs["accept"] = ".xlsx"

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        if upload:
            check_workbook(upload)
            Table(upload)
        return upload


class LedgerForm(forms.Form):
    file = LedgerField(label="填好的台账（.xlsx）")
