"""One of everything, for tests that walk every address."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.feedback.models import Feedback
from accounts.notices.models import Notice
from accounts.people.models import StandIn, User
from agendas.attendance.models import Opening, OpeningKind
from agendas.board.models import Review
from agendas.drops.models import Drop
from agendas.guests.models import Invitation, Seat, SeatState
from agendas.makeups.models import MakeUp
from agendas.minutes.models import AgendaItem, Resolution
from agendas.observing.models import Inspection, Takeaway
from agendas.research.models import Finding
from studygroups.forms.models import Stage
from studygroups.groups.models import StudyGroup
from tests import factories


def everything_of(
    group: StudyGroup, leader: User, secretary: User, member: User, *, stage: Stage
) -> dict[str, Any]:
    """One row of each collection, in a session that has its notice out; by collection."""
    session = factories.SessionFactory(
        group=group,
        stage=stage,
        starts_at=timezone.now() - timedelta(days=3),
        created_by=secretary,
        announced_at=timezone.now() - timedelta(days=9),
    )
    duty = factories.owe(session, leader)
    measure = factories.measure_of(session, owner=leader, due_on=date(2026, 12, 31))
    indicator = factories.indicator_of(measure)
    paper = factories.paper_of(factories.owe(session, member))
    seat = factories.attend(session, leader)
    visit = factories.visit_of(paper, "断电")
    return {
        "visits": visit,
        "mets": visit.problems.get(),
        "drops": Drop.objects.create(session=session, uploaded_by=secretary),
        "units": group.unit,
        "groups": group,
        "memberships": group.memberships.last(),
        "stand-ins": StandIn.objects.create(
            person=leader,
            stand_in=member,
            from_on=date(2026, 6, 1),
            until=date(2026, 6, 5),
            given_by=leader,
        ),
        "notices": Notice.objects.create(recipient=leader, kind="inform", text="请阅", path="/"),
        "feedback": Feedback.objects.create(writer=member, category="advice", text="x"),
        "sessions": session,
        "problems": factories.ProblemFactory(group=group),
        "topics": factories.TopicFactory(group=group),
        "research": paper,
        "findings": Finding.objects.create(paper=paper, kind="fact", text="x", created_by=leader),
        "duties": duty,
        "proxies": factories.entered(session, leader, secretary),
        "openings": Opening.objects.create(session=session, kind=OpeningKind.CADRE),
        "invitations": Invitation.objects.create(
            session=session,
            unit_name="县民政局",
            capacity="department",
            headcount=2,
            answer_by=date(2026, 6, 1),
            sent_by=secretary,
        ),
        "seats": Seat.objects.create(
            session=session,
            opening=Opening.objects.create(session=session, kind=OpeningKind.DEPARTMENT),
            person=leader,
            name="报名人",
            state=SeatState.ASKED,
        ),
        "attendances": seat,
        "make-ups": MakeUp.objects.create(attendance=seat, due_on=date(2026, 12, 31)),
        "marks": factories.mark_of(seat, secretary),
        "agenda-items": AgendaItem.objects.create(session=session, kind="speech", title="发言"),
        "schemes": factories.scheme_of(session, secretary),
        "minutes": factories.minutes_of(session, secretary),
        "resolutions": Resolution.objects.create(
            session=session, kind="decision", text="办", created_by=secretary
        ),
        "board": factories.board_notice_of(session, secretary),
        "materials": factories.material_of(session, secretary),
        "publications": factories.publication_of(session, secretary),
        "reviews": Review.objects.create(
            session=session, subject="board", about="x", revision=1, verdict="withdrawn", by=leader
        ),
        "observations": factories.observation_of(session, leader, leader, member),
        "inspections": Inspection.objects.create(
            group=group,
            kind="patrol",
            unit=group.unit,
            inspected_on=date(2026, 5, 1),
            entered_by=secretary,
        ),
        "takeaways": Takeaway.objects.create(
            session=session, person=leader, group=group, text="x", written_at=timezone.now()
        ),
        "leads": leader,
        "contacts": leader,
        "measures": measure,
        "indicators": indicator,
        "milestones": factories.milestone_of(measure),
        "readings": factories.read(indicator, 1, date(2026, 5, 31)),
        "papers": factories.report_of(session, to=group.unit),
        "owners": leader,
        "handlers": member,
        "persons": member,
        "stand_ins": member,
        "forms": session.form,
        "raised_by_units": group.unit,
        "authors": leader,
    }
