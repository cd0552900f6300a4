"""The rail of five stages at the head of a session, and the tabs below it."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import RequestContext
from django.utils import timezone

from agendas.sessions.models import StudySession
from agendas.sessions.rules import Gap
from agendas.workflow.rules import open_gaps
from agendas.workflow.stages import STAGES
from agendas.workflow.summary import summary_of
from studygroups.forms.models import STAGE_ORDER, Stage, StudyForm
from studygroups.groups.models import LEADS, Membership
from studygroups.groups.rules import membership_of

register = template.Library()

# The pages of a session, each with the stages that need it (all do where none is named). The
# last, 留痕, is for those who belong to the group.
PARTS: tuple[tuple[str, str, tuple[Stage, ...]], ...] = (
    ("session", "总览", ()),
    ("topic", "议题", (Stage.TOPIC,)),
    ("research", "调研", (Stage.RESEARCH,)),
    ("people", "参会", (Stage.MEETING,)),
    ("minutes", "议程与记录", (Stage.MEETING,)),
    ("session_measures", "措施", (Stage.CONVERSION, Stage.FOLLOWUP)),
    ("papers", "文书", (Stage.CONVERSION,)),
    ("record", "留痕", ()),
)


def parts_of(form: StudyForm) -> list[tuple[str, str]]:
    """The pages that sessions of this form have, with their labels: no tab leads nowhere."""
    asked = set(form.stages)
    return [(name, label) for name, label, stages in PARTS if not stages or asked & set(stages)]


@register.inclusion_tag("workflow/_rail.html", takes_context=True)
def rail(
    context: RequestContext,
    session: StudySession,
    part: str,
    gaps: list[Gap] | None = None,
    seat: Membership | None = None,
) -> dict[str, Any]:
    """The stages the form asks for, with what is 待完善 under the current one; below, the tabs.

    Each missing thing links to its form; those who run the session get the one button that
    leads on. Who does not belong to the group sees the stages alone, and no tab for 留痕. A page
    that has the gaps or the visitor's seat already hands them over.
    """
    user = context["request"].user
    seat = seat or membership_of(user, session.group, on=timezone.localdate())
    if gaps is None:
        gaps = open_gaps(session, at=timezone.now()) if seat else []
    done = summary_of(session) if seat else {}
    here = STAGE_ORDER.index(Stage(session.stage))
    steps = [
        {
            "stage": stage,
            "number": number,
            "is_done": STAGE_ORDER.index(stage) < here,
            "is_now": stage == session.stage,
            "text": done.get(stage, ""),
        }
        for number, stage in enumerate(map(Stage, session.form.stages), start=1)
    ]
    parts = parts_of(session.form)
    is_lead = seat is not None and seat.role in LEADS
    may_advance = is_lead and not gaps and session.stage != Stage.CLOSED
    return {
        "request": context["request"],
        "session": session,
        "steps": steps,
        "gaps": gaps,
        "button": STAGES[session.form.stage_after(session.stage)].button if may_advance else "",
        "part": part,
        "parts": parts if seat else parts[:-1],
    }
