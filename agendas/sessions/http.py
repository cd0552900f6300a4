"""What the pages of all parts of a session share: finding it, asking for a decision, reminding."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.http import MemberRequest
from accounts.people.models import User
from agendas.sessions import rules
from agendas.sessions.forms import DecisionForm, GroupYearFilter, PaperDecisionForm
from agendas.sessions.models import StudySession
from studygroups.groups.models import StudyGroup
from studygroups.groups.rules import deciders


def session_or_404(request: MemberRequest, session_id: int) -> StudySession:
    """The session, for those who may see its head; to everybody else it does not exist."""
    sessions = StudySession.objects.visible_to(request.user)
    return get_object_or_404(sessions.select_related("group__unit", "form"), pk=session_id)


def posted_decision(
    request: MemberRequest,
    session: StudySession,
    *,
    concerned: Collection[User | None] = (),
    proposers: Collection[User | None] = (),
    revision: int | None = None,
) -> DecisionForm:
    """The decision just posted. Raises ``PermissionDenied`` where it was not his to post."""
    form = decision_form(
        request, session, concerned=concerned, proposers=proposers, revision=revision
    )
    if form is None:
        raise PermissionDenied
    return form


def decision_form(
    request: MemberRequest,
    session: StudySession,
    *,
    concerned: Collection[User | None] = (),
    proposers: Collection[User | None] = (),
    revision: int | None = None,
) -> DecisionForm | None:
    """The form for whoever may decide here, or enter what was decided on paper; else ``None``.

    ``revision`` is that of what is shown with it. Bound to what was posted where something was,
    so one line serves showing and answering.
    """
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    today = deciders(
        session.group, on=timezone.localdate(), concerned=concerned, proposers=proposers
    )
    if request.user in today:
        return DecisionForm(*posted, revision=revision)
    if rules.records_for_others(request.user, session):
        signers = rules.signers(session, concerned=concerned)
        return PaperDecisionForm(*posted, revision=revision, signers=signers, deciders=today)
    return None


def press_reminder(request: MemberRequest, remind: Callable[[], int], *, unit: str = "人") -> None:
    """Run a button that reminds people, and tell the visitor how many it told just now."""
    try:
        told = remind()
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
    else:
        words = f"已提醒 {told} {unit}。" if told else "今天已提醒过，同一人每天只提醒一次。"
        messages.success(request, words)


def chosen_group_year(request: MemberRequest) -> GroupYearFilter:
    """Which of the groups he leads is looked at, in which year.

    Raises ``PermissionDenied`` for whoever leads none.
    """
    groups = list(StudyGroup.objects.led_by(request.user, on=timezone.localdate()))
    if not groups:
        raise PermissionDenied
    return group_year_among(request, groups)


def group_year_among(request: MemberRequest, groups: Sequence[StudyGroup]) -> GroupYearFilter:
    """Which of these groups, of which there is one at least, is looked at, in which year."""
    today = timezone.localdate()
    sessions = StudySession.objects.filter(group__in=groups).order_by()
    years = list(sessions.values_list("year", flat=True).distinct())
    return GroupYearFilter(request.GET.dict(), groups=groups, years=years, this_year=today.year)
