"""Who hands his open work over to whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.people.forms import FewField, PersonField, PickingForm
from agendas.measures.rules import people_for
from agendas.sessions.forms import DayField
from agendas.workflow.rules import leavers
from studygroups.groups.models import Membership, StudyGroup

_LATELY = timedelta(days=60)


class HandoverForm(PickingForm):
    """Who leaves, who follows him, from which day; and what was shown to pass over."""

    leaver = FewField(label="移交人")
    successor = PersonField(label="接任人")
    on = DayField(label="交接日期")

    def __init__(self, *args: Any, group: StudyGroup, **options: Any) -> None:
        today = timezone.localdate()
        super().__init__(*args, initial={"on": today}, **options)
        self.fields["leaver"].queryset = leavers(group, today=today)  # type: ignore[attr-defined] # a ModelChoiceField
        # Whoever has just come is mostly the one who takes over.
        come = Membership.objects.filter(group=group, from_on__gte=today - _LATELY)
        self.offer(people_for(group).recent_first(come, "person"), "successor")

    def is_filled(self) -> bool:
        """Whether every field holds something that may be, whatever a rule says of it."""
        return set(self.fields) <= set(self.cleaned_data)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}

    def seen(self) -> list[str]:
        """What stood on the list when the button was pressed."""
        return str(self.data.get("seen", "")).split()
