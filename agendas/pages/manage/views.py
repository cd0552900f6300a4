"""管理: the groups whose people one keeps, and who sits in them.

It lies with the pages, above every stage: it shows what somebody who leaves still owes, which
the groups themselves know nothing of.
"""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from accounts.http import (
    MemberRequest,
    attempt,
    found_alone,
    is_sent,
    one_page,
    press,
    sought,
    with_undo,
)
from accounts.templatetags.words import day
from agendas.pages.manage.forms import EndForm, GroupSearch, PlaceForm, SeatForm
from agendas.sessions.actions import allow
from agendas.workflow.actions import withdraw_seat as withdraw
from agendas.workflow.rules import owed_in, refuse_withdrawing_seat
from studygroups.groups import actions, rules
from studygroups.groups.models import Membership, StudyGroup, StudyGroupQuerySet

MOST_FORMER = 30


def _groups(request: MemberRequest) -> StudyGroupQuerySet:
    """Raises ``PermissionDenied`` for whoever keeps no people anywhere."""
    allow(request.user.keeps_people)
    return StudyGroup.objects.seated_by(request.user).select_related("unit")


def _seat_or_404(request: MemberRequest, seat_id: int) -> Membership:
    seats = Membership.objects.filter(group__in=_groups(request).values("pk"))
    return get_object_or_404(seats.select_related("group__unit", "person__unit"), pk=seat_id)


@require_safe
def manage(request: MemberRequest) -> HttpResponse:
    search = GroupSearch(request.GET)
    groups = search.narrow(_groups(request)).with_seats(timezone.localdate())
    context = {"search": search, "page": one_page(request, groups)}
    return render(request, "pages/manage/index.html", context)


def group(request: MemberRequest, group_id: int) -> HttpResponse:
    """Who sits there, and the form to seat somebody."""
    group = get_object_or_404(_groups(request), pk=group_id)
    posted = request.POST if is_sent(request) else None
    form = SeatForm(posted, group=group, by=request.user, sought=sought(request))
    if found := found_alone(request, form):
        return found
    if is_sent(request):
        made = attempt(
            form, lambda: actions.seat_member(group=group, by=request.user, **form.facts())
        )
        if made:
            path = reverse("agendas:withdraw_seat", args=[made.pk])
            words = f"{made}的席位已登记，并通知本人和中心组。"
            messages.success(request, with_undo(request, words, path=path, fields={}))
            path = reverse("agendas:manage_group", args=[group_id])
            return redirect(f"{path}#messages")
    return _show_group(request, group, form)


def _show_group(request: MemberRequest, group: StudyGroup, form: SeatForm) -> HttpResponse:
    today = timezone.localdate()
    seats = Membership.objects.filter(group=group).in_order()
    lasting = list(seats.not_over(today))
    context = {
        "group": group,
        "seats": lasting,
        "gaps": rules.gaps_of(lasting, today=today),
        "former": seats.filter(until__lt=today).order_by("-until", "order", "pk")[:MOST_FORMER],
        "form": form,
        "today": today,
    }
    return render(request, "pages/manage/group.html", context, status=422 if form.errors else 200)


@require_safe
def seat(request: MemberRequest, seat_id: int) -> HttpResponse:
    return _show_seat(request, _seat_or_404(request, seat_id))


def _show_seat(
    request: MemberRequest,
    seat: Membership,
    *,
    end_form: EndForm | None = None,
    place_form: PlaceForm | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "seat": seat,
        "owed": owed_in(seat.group, seat.person),
        "is_over": seat.until is not None and seat.until < today,
        "is_own": seat.person == request.user,
        "end_form": end_form or EndForm(),
        "place_form": place_form or PlaceForm(seat=seat),
        "no_charge": rules.refuse_charge(seat, today=today),
        "no_reopening": rules.refuse_reopening(seat, today=today),
        "no_withdrawing": refuse_withdrawing_seat(seat),
        "today": today,
    }
    status = 422 if end_form or place_form else 200
    return render(request, "pages/manage/seat.html", context, status=status)


@require_POST
def end_seat(request: MemberRequest, seat_id: int) -> HttpResponse:
    """The form to seat his successor follows, with his role and place filled in."""
    seat = _seat_or_404(request, seat_id)
    form = EndForm(request.POST)
    ended: Membership | None = attempt(
        form,
        lambda: actions.end_seat(seat=seat, by=request.user, **form.cleaned_data),
    )
    if not ended:
        return _show_seat(request, seat, end_form=form)
    owed = owed_in(seat.group, seat.person)
    what = f"尚有{owed}未办结，已通知中心组办理工作交接。" if owed else "没有未办结的事项。"
    words = f"{seat}的席位于{day(ended.until)}截止，{what}"
    path = reverse("agendas:reopen_seat", args=[seat_id])
    messages.success(request, with_undo(request, words, path=path, fields={}))
    return redirect(_succession(ended))


def _succession(ended: Membership) -> str:
    """The page of the group, its form filled in for whoever follows the day after."""
    filled: dict[str, str | int] = {"role": ended.role, "place": ended.pk}
    if ended.until:
        filled["from_on"] = str(ended.until + timedelta(days=1))
    return f"{reverse('agendas:manage_group', args=[ended.group_id])}?{urlencode(filled)}"


@require_POST
def reopen_seat(request: MemberRequest, seat_id: int) -> HttpResponse:
    seat = _seat_or_404(request, seat_id)
    press(
        request,
        lambda: actions.reopen_seat(seat=seat, by=request.user),
        done=f"{seat}的席位继续，截止日期已撤销。",
    )
    return redirect("agendas:manage_group", group_id=seat.group_id)


@require_POST
def withdraw_seat(request: MemberRequest, seat_id: int) -> HttpResponse:
    seat = _seat_or_404(request, seat_id)
    press(
        request,
        lambda: withdraw(seat=seat, by=request.user),
        done=f"{seat}的席位登记已撤销。",
    )
    return redirect("agendas:manage_group", group_id=seat.group_id)


@require_POST
def place_seat(request: MemberRequest, seat_id: int) -> HttpResponse:
    seat = _seat_or_404(request, seat_id)
    form = PlaceForm(request.POST, seat=seat)
    back = {"before": getattr(form.fields["before"].initial, "pk", "")}
    if not attempt(
        form, lambda: actions.place_seat(seat=seat, by=request.user, **form.cleaned_data)
    ):
        return _show_seat(request, seat, place_form=form)
    path = reverse("agendas:place_seat", args=[seat_id])
    messages.success(request, with_undo(request, f"{seat}的排序已调整。", path=path, fields=back))
    return redirect("agendas:manage_group", group_id=seat.group_id)


@require_POST
def charge(request: MemberRequest, seat_id: int) -> HttpResponse:
    """Puts him in charge, or with ``end`` no longer."""
    seat = _seat_or_404(request, seat_id)
    is_end = "end" in request.POST
    act = actions.end_charge if is_end else actions.put_in_charge
    words = f"{seat.person}{'不再' if is_end else ''}主持工作，已通知本人和中心组。"
    path = reverse("agendas:charge", args=[seat_id])
    fields = {} if is_end else {"end": "1"}
    done = with_undo(request, words, path=path, fields=fields)
    press(request, lambda: act(seat=seat, by=request.user), done=done)
    return redirect("agendas:manage_group", group_id=seat.group_id)
