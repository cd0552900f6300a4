"""The buttons of the agenda."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import MemberRequest, attempt, press, with_undo
from agendas.minutes import actions
from agendas.minutes.forms import ItemForm
from agendas.minutes.models import AgendaItem
from agendas.minutes.views.page import show
from agendas.sessions.http import session_or_404


@require_POST
def add_item(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    form = ItemForm(request.POST)
    if not attempt(
        form,
        lambda: actions.add_item(
            session=session, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        return show(request, session, item_form=form)
    messages.success(request, "议程已增加一项。")
    return redirect("agendas:minutes", session_id=session_id)


@require_POST
def add_speeches(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    press(
        request,
        lambda: actions.add_speeches(session=session, by=request.user, at=timezone.now()),
        done="重点发言人已列入议程。",
    )
    return redirect("agendas:minutes", session_id=session_id)


@require_POST
def move_item(request: MemberRequest, session_id: int, item_id: int) -> HttpResponse:
    item = _item_or_404(request, session_id, item_id)
    press(
        request,
        lambda: actions.move_item(
            item=item, by=request.user, at=timezone.now(), up="up" in request.POST
        ),
        done="议程顺序已调整。",
    )
    return redirect("agendas:minutes", session_id=session_id)


@require_POST
def remove_item(request: MemberRequest, session_id: int, item_id: int) -> HttpResponse:
    item = _item_or_404(request, session_id, item_id)
    fields = ("kind", "title", "speaker", "minutes", "order")
    done = with_undo(
        request,
        f"“{item}”已从议程删除。",
        path=reverse("agendas:add_item", kwargs={"session_id": session_id}),
        fields={name: getattr(item, name) or "" for name in fields},
        panel="agenda",
    )
    press(
        request,
        lambda: actions.remove_item(item=item, by=request.user, at=timezone.now()),
        done=done,
    )
    return redirect("agendas:minutes", session_id=session_id)


def _item_or_404(request: MemberRequest, session_id: int, item_id: int) -> AgendaItem:
    session = session_or_404(request, session_id)
    items = AgendaItem.objects.visible_to(request.user).select_related("session__group")
    return get_object_or_404(items, session=session, pk=item_id)
