"""On the page of a session's research: many files at once."""

from __future__ import annotations

from collections.abc import Sized
from typing import Any

from django import template
from django.db.models import Count
from django.template import RequestContext

from agendas.drops.forms import DropForm
from agendas.drops.models import Drop
from agendas.research.rules import UNTIL_CLOSED
from agendas.research.views.cards import Visit

register = template.Library()


@register.inclusion_tag("drops/_waiting.html", takes_context=True)
def drops(context: RequestContext, visit: Visit, owing: Sized) -> dict[str, Any]:
    """The batches that wait to be looked over, and the form to drop more once somebody owes."""
    waiting = Drop.objects.visible_to(visit.user).filter(session=visit.session)
    may_drop = visit.is_secretary and bool(owing) and visit.is_in(*UNTIL_CLOSED)
    return {
        "request": context["request"],
        "session": visit.session,
        "waiting": waiting.annotate(file_count=Count("files")) if visit.runs else [],
        "form": (visit.form_of(DropForm, None) or DropForm()) if may_drop else None,
    }
