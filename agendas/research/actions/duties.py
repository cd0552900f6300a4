"""Asking for research, excusing from it, naming who speaks on it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import record
from accounts.notices.actions import tell
from accounts.notices.models import NoticeKind
from accounts.people.models import User
from agendas.proxies.actions import enter_for
from agendas.proxies.models import ProxyKind
from agendas.proxies.rules import Given
from agendas.research import rules
from agendas.research.models import Duty, Excuse
from agendas.research.rules import ResearchRefusal
from agendas.sessions.actions import allow, decide, insist, locked, path_of
from agendas.sessions.models import Matter, StudySession
from agendas.sessions.rules import Sheet, records_for_others, refuse_blank, refuse_change, runs
from studygroups.forms.models import Stage
from studygroups.groups.models import Membership
from studygroups.groups.rules import deciders
from studygroups.years.actions import mark_stale


@transaction.atomic
def assign_research(*, session: StudySession, by: User, at: datetime) -> list[Duty]:
    """Ask every leader, deputy and member of today for research; whoever was asked stays asked.

    Names, units and posts are kept as they are on this day. Raises as every action of those who
    run the session does.
    """
    allow(runs(by, session))
    insist(refuse_change(session, Stage.RESEARCH))
    seats = Membership.objects.current(timezone.localdate(at)).filter(group=session.group)
    known = set(Duty.objects.filter(session=session).values_list("person_id", flat=True))
    duties = Duty.objects.bulk_create(
        Duty(
            session=session,
            person=seat.person,
            name=seat.person.full_name,
            unit_name=seat.person.unit.name,
            post=seat.person.post,
            order=seat.order,
            due_on=rules.due_day(session),
        )
        for seat in seats.students().in_order()
        if seat.person_id not in known
    )
    record("research.assign", session, by=by, at=at)
    tell(
        [duty.person for duty in duties],
        kind=NoticeKind.REMIND,
        text=f"请为《{session}》开展会前调研并提交调研材料。",
        path=path_of(session, "research"),
        key=f"research-{session.pk}",
        due_at=session.starts_at,
    )
    return duties


@transaction.atomic
def ask_excuse(
    *, duty: Duty, by: User, at: datetime, reason: str, given: Given | None = None
) -> Duty:
    """Ask that a member need not hand in a paper; he asks himself, or the secretary for him.

    For him the secretary says what was ``given`` (代交). Raises ``ValidationError`` without a
    reason, when he handed in, asked or was excused, or as ``enter_for`` does.
    """
    allow(by == duty.person or records_for_others(by, duty.session))
    session = locked(duty.session)
    insist(refuse_change(session, Stage.RESEARCH))
    duty = locked_duty(duty)
    insist(rules.refuse_excuse(duty))
    insist(refuse_blank(reason, ResearchRefusal.EXCUSE_REASON))
    duty.excuse, duty.excuse_reason = Excuse.ASKED, reason.strip()
    duty.last_excuse_decision = duty.excuse_decision or duty.last_excuse_decision
    duty.excuse_decision = duty.excuse_proxy = None
    if by != duty.person:
        duty.excuse_proxy = enter_for(
            people=[duty.person],
            session=session,
            kind=ProxyKind.EXCUSE,
            by=by,
            at=at,
            words=f"{by}为您提出《{session}》的免交调研申请",
            given=given,
        )[duty.person_id]
    duty.full_clean()
    duty.save()
    record("research.ask_excuse", duty, by=by, at=at, fields=["excuse"])
    tell(
        deciders(session.group, on=timezone.localdate(at), concerned=[duty.person]),
        kind=NoticeKind.DECIDE,
        text=f"请审定《{session}》的免交调研申请：{duty}。",
        path=path_of(session, "research"),
        key=f"excuse-{duty.pk}-{at:%Y%m%d%H%M%S%f}",
    )
    return duty


@transaction.atomic
def decide_excuse(
    *,
    duty: Duty,
    by: User,
    at: datetime,
    outcome: str,
    reason: str = "",
    sheet: Sheet | None = None,
) -> Duty:
    """Excuse the member, or return his request with a reason; then he owes the paper again.

    Raises as ``decide`` does, and when nothing awaits a decision. Nobody excuses himself.
    """
    session = locked(duty.session)
    duty = locked_duty(duty)
    decision = decide(
        session=session,
        matter=Matter.EXCUSE,
        about=duty.name,
        outcome=outcome,
        by=by,
        at=at,
        reason=reason,
        concerned=[duty.person],
        sheet=sheet,
        facts=duty.facts(),
    )
    insist(refuse_change(session, Stage.RESEARCH))
    if duty.excuse != Excuse.ASKED:
        insist(ResearchRefusal.NO_EXCUSE)
    duty.excuse = Excuse.GRANTED if decision.is_approved() else Excuse.NONE
    duty.excuse_decision = decision
    duty.save(update_fields=["excuse", "excuse_decision"])
    mark_stale(session.group, session.year)
    entered = duty.excuse_proxy
    concerned = {duty.person, entered.entered_by if entered else duty.person} - {by}
    answer = f"《{session}》{duty}的免交调研申请：{decision.get_outcome_display()}。"
    inform(concerned, duty, "decided", at=at, text=answer)
    return duty


@transaction.atomic
def name_speaker(*, duty: Duty, by: User, at: datetime, is_speaker: bool) -> Duty:
    """Name a member to speak on his research (重点发言), or no longer; he is told either way."""
    allow(runs(by, duty.session))
    session = locked(duty.session)
    insist(refuse_change(session, Stage.RESEARCH))
    duty = locked_duty(duty)
    if duty.is_speaker == is_speaker:
        return duty
    duty.is_speaker = is_speaker
    duty.save(update_fields=["is_speaker"])
    record("research.name_speaker", duty, by=by, at=at, fields=["is_speaker"])
    words = "请您在《{}》上作重点发言。" if is_speaker else "《{}》的重点发言有调整，不再请您发言。"
    event = "speaks" if is_speaker else "silent"
    inform({duty.person} - {by}, duty, event, at=at, text=words.format(session))
    return duty


def inform(people: set[User], duty: Duty, event: str, *, at: datetime, text: str) -> None:
    tell(
        people,
        kind=NoticeKind.INFORM,
        text=text,
        path=path_of(duty.session, "research"),
        key=f"duty-{duty.pk}-{event}-{at:%Y%m%d%H%M%S%f}",
    )


def locked_duty(duty: Duty) -> Duty:
    """The duty as it stands now, nobody else changing it until this is done."""
    duties = Duty.objects.select_for_update(of=("self",))
    related = ("session", "person", "paper", "excuse_proxy__entered_by")
    return duties.select_related(*related).get(pk=duty.pk)
