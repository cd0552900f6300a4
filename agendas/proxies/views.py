"""Objecting to what was entered for oneself, and the scan of the sheet."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest, attempt, send_file
from agendas.proxies import actions, rules
from agendas.proxies.models import Proxy
from agendas.sessions.forms import ObjectionForm
from studygroups.groups.rules import membership_of


def _proxy_or_404(request: MemberRequest, proxy_id: int) -> Proxy:
    visible = Proxy.objects.visible_to(request.user)
    return get_object_or_404(visible.with_people(), pk=proxy_id)


@require_POST
def object_to_proxy(request: MemberRequest, proxy_id: int) -> HttpResponse:
    proxy = _proxy_or_404(request, proxy_id)
    form = ObjectionForm(request.POST)
    if attempt(
        form,
        lambda: actions.object_to_proxy(
            proxy=proxy, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, "异议已记录，并通知学习秘书。")
    else:
        messages.warning(request, str(next(iter(form.non_field_errors()), "请写明异议。")))
    return redirect("agendas:record", session_id=proxy.session_id)


@require_GET
def proxy_scan(request: MemberRequest, proxy_id: int) -> FileResponse:
    proxy = _proxy_or_404(request, proxy_id)
    seat = membership_of(request.user, proxy.session.group, on=timezone.localdate())
    if proxy.scan is None or not rules.may_read_scan(request.user, proxy, seat):
        raise Http404
    return send_file(proxy.scan)
