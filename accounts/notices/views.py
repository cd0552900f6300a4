"""The inbox."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import DateTimeField
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import MemberRequest, one_page, with_undo
from accounts.notices import actions
from accounts.notices.models import Notice


@require_safe
def inbox(request: MemberRequest) -> HttpResponse:
    """His notices, the newest first; with ``?unread=1`` those not read yet."""
    notices = Notice.objects.visible_to(request.user)
    only_unread = request.GET.get("unread") == "1"
    if only_unread:
        notices = notices.unread()
    page = one_page(request, notices)
    return render(request, "inbox/inbox.html", {"page": page, "only_unread": only_unread})


@require_POST
def open_notice(request: MemberRequest, notice_id: int) -> HttpResponse:
    """Mark it as read and go where it leads."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=notice_id)
    actions.mark_read(notice=notice, by=request.user, at=timezone.now())
    return HttpResponseRedirect(notice.path)


@require_POST
def mark_all_read(request: MemberRequest) -> HttpResponse:
    now = timezone.now()
    count = actions.mark_all_read(by=request.user, at=now)
    words = f"已将 {count} 条通知标为已读。"
    path = reverse("accounts:mark_unread")
    done = with_undo(request, words, path=path, fields={"read_at": now.isoformat()})
    messages.success(request, done if count else words)
    return redirect("accounts:inbox")


@require_POST
def mark_unread(request: MemberRequest) -> HttpResponse:
    """Take back having marked them all."""
    try:
        read_at = DateTimeField().clean(request.POST.get("read_at"))
        count = actions.mark_unread(by=request.user, at=timezone.now(), read_at=read_at)
    except ValidationError:
        count = 0
    messages.success(request, f"已将 {count} 条通知恢复为未读。")
    return redirect("accounts:inbox")
