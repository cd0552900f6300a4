"""The screen in the room, with its code, and the switch for it."""

from __future__ import annotations

import segno
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest, press
from agendas.presence import actions, rules
from agendas.presence.forms import SwitchForm
from agendas.presence.models import RoomCode
from agendas.presence.rules import CodeRefusal
from agendas.presence.views.room import led_or_404


@never_cache
@require_GET
def screen(request: MemberRequest, session_id: int) -> HttpResponse:
    session = led_or_404(request, session_id)
    at = timezone.now()
    shown = RoomCode.objects.filter(session=session).first()
    context = {"session": session, "refusal": CodeRefusal.OFF, "grace": rules.GRACE}
    if shown:
        shown.session = session
        code = rules.code_at(shown, at)
        path = reverse("agendas:check_in", kwargs={"code": code})
        local = rules.windows_of(session)
        context |= {"refusal": rules.refuse_check_in(shown, local, at=at), "code": code}
        context |= _drawn(request.build_absolute_uri(path))
    return render(request, "presence/screen.html", context)


def _drawn(address: str) -> dict[str, object]:
    """The QR code of the address: its dark squares as one outline, and the side of its box."""
    code = segno.make_qr(address)
    outline = "".join(
        f"M{column} {row}h1v1h-1z"
        for row, line in enumerate(code.matrix_iter(border=4))
        for column, is_dark in enumerate(line)
        if is_dark
    )
    return {"outline": outline, "side": code.symbol_size(border=4)[0]}


@require_POST
def switch_code(request: MemberRequest, session_id: int) -> HttpResponse:
    session = led_or_404(request, session_id)
    form = SwitchForm(request.POST)
    is_on = form.is_valid() and form.cleaned_data["is_on"]
    press(
        request,
        lambda: actions.switch_code(
            session=session, by=request.user, at=timezone.now(), is_on=is_on
        ),
        done="会场签到码已启用。" if is_on else "会场签到码已停用。",
    )
    return redirect("agendas:room", session_id=session_id)
