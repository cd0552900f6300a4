"""Valid defaults for the things tests need; nothing is hidden that a test is about."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import factory
from django.utils import timezone

from accounts.people.models import Role, RoleGrant, User
from accounts.people.spelling import spelling_of
from accounts.units.actions import add_unit
from accounts.units.models import Unit, UnitKind
from agendas.attendance.models import Attendance, Capacity
from agendas.board.models import BoardNotice, PressMaterial, Publication
from agendas.measures.models import Indicator, Measure, Milestone, Reading
from agendas.minutes.models import Minutes, Scheme
from agendas.observing.models import Observation
from agendas.papers.models import Paper
from agendas.presence.models import Mark
from agendas.proxies.models import Proxy
from agendas.research.models import Duty, FieldVisit, MetProblem, Research
from agendas.sessions.models import StudySession
from agendas.topics.models import Angle, Problem, ProblemSource, Topic, TopicKind
from studygroups.forms.models import FULL_FORM, STAGE_ORDER, Stage, StudyForm
from studygroups.groups.models import GroupRole, Membership, StudyGroup, Supervision
from studygroups.localrules.models import LocalRule


class UnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Unit

    name = factory.Sequence(lambda n: f"县第{n}局")
    kind = UnitKind.DEPARTMENT
    order = factory.Sequence(int)

    @classmethod
    def _create(cls, model_class: type[Unit], *args: Any, **fields: Any) -> Unit:
        return add_unit(**fields)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"person{n}")
    full_name = factory.Sequence(lambda n: f"干部{n}")
    unit = factory.SubFactory(UnitFactory)
    post = "科长"
    order = factory.Sequence(int)

    @classmethod
    def _create(
        cls, model_class: type[User], *args: Any, password: str | None = None, **fields: Any
    ) -> User:
        # Checking every person again would be a tenth of the time of all tests.
        user = User(spelling=spelling_of(fields["full_name"]), **fields)
        user.set_password(password)
        user.save()
        return user


class StudyGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StudyGroup

    unit = factory.SubFactory(UnitFactory)
    name = factory.LazyAttribute(lambda group: f"{group.unit.name}党委理论学习中心组")


class StudyFormFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StudyForm
        django_get_or_create = ("code",)

    code = FULL_FORM
    name = "三聚三开放学习会"
    stages = factory.LazyFunction(lambda: [stage.value for stage in STAGE_ORDER[:-1]])


class SessionFactory(factory.django.DjangoModelFactory):
    """A session put straight at a stage; for tests that are not about the way there."""

    class Meta:
        model = StudySession

    group = factory.SubFactory(StudyGroupFactory)
    form = factory.SubFactory(StudyFormFactory)
    title = factory.Sequence(lambda n: f"第{n}次学习会")
    stage = Stage.TOPIC
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))
    venue = "三楼会议室"
    year = factory.LazyAttribute(lambda session: session.starts_at.year)
    created_by = factory.SubFactory(UserFactory)


class ProblemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Problem

    group = factory.SubFactory(StudyGroupFactory)
    title = factory.Sequence(lambda n: f"用地指标紧缺{n}")
    source = ProblemSource.RESEARCH
    found_on = date(2017, 3, 1)
    created_by = factory.SubFactory(UserFactory)


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Topic

    group = factory.SubFactory(StudyGroupFactory)
    title = factory.Sequence(lambda n: f"破解土地要素瓶颈制约{n}")
    kind = TopicKind.WORK
    angles = factory.LazyFunction(lambda: [Angle.PEOPLE.value])
    central_task = "保障重点项目用地"
    why_now = "全年用地缺口大。"
    proposed_by = factory.SubFactory(UserFactory)


def seat(
    group: StudyGroup,
    role: str = GroupRole.MEMBER,
    *,
    since: date = date(2017, 1, 1),
    **person: Any,
) -> User:
    """A new person of the group's unit with that role in it."""
    user = UserFactory(unit=group.unit, **person)
    order = group.memberships.count() + 1
    Membership.objects.create(group=group, person=user, role=role, order=order, from_on=since)
    return user


def supervisor_of(group: StudyGroup, **person: Any) -> User:
    """A new person of a new unit who supervises the group."""
    user = UserFactory(**person)
    RoleGrant.objects.create(person=user, role=Role.SUPERVISOR, unit=user.unit)
    Supervision.objects.create(group=group, unit=user.unit)
    return user


def at(text: str) -> datetime:
    """A moment of local time: ``at("2017-03-31 14:30")``."""
    return timezone.make_aware(datetime.fromisoformat(text))


def owe(session: StudySession, person: User, **facts: Any) -> Duty:
    """That the person owes the session a paper by the day it is held; in the group's order."""
    seat = person.memberships.filter(group=session.group).first()
    facts.setdefault("order", seat.order if seat else 0)
    facts.setdefault("due_on", timezone.localdate(session.starts_at))
    facts |= {"name": person.full_name, "unit_name": person.unit.name, "post": person.post}
    return Duty.objects.create(session=session, person=person, **facts)


def attend(session: StudySession, person: User, **facts: Any) -> Attendance:
    """That the person stands on the session's list; a member who has not answered."""
    facts.setdefault("capacity", Capacity.MEMBER)
    return Attendance.objects.create(
        session=session, person=person, name=person.full_name, unit_name=person.unit.name, **facts
    )


def measure_of(session: StudySession, *, owner: User, due_on: date, **facts: Any) -> Measure:
    """A measure of the session, begun with the year of its deadline."""
    usual = {"title": "消化利用批而未供土地", "lead_unit": "利用科"}
    return Measure.objects.create(
        session=session,
        owner=owner,
        due_on=due_on,
        starts_on=due_on.replace(month=1, day=1),
        created_by=owner,
        **(usual | facts),
    )


def paper_of(*duties: Duty, **more: Any) -> Research:
    """A paper handed in by those who owe these, with a text unless told otherwise."""
    content = {"title": "用地指标调研", "text": "批而未供存量大。", "handed_in_at": timezone.now()}
    paper = Research.objects.create(session=duties[0].session, **{**content, **more})
    Duty.objects.filter(pk__in=[duty.pk for duty in duties]).update(paper=paper)
    return paper


def visit_of(paper: Research, *problems: str, **facts: Any) -> FieldVisit:
    """A visit the paper tells of, with the problems met there, none of them solved."""
    usual = {"visited_on": date(2017, 3, 1), "place": "南明街道", "met_count": 3}
    noted_by = paper.session.created_by
    visit = FieldVisit.objects.create(paper=paper, noted_by=noted_by, **(usual | facts))
    MetProblem.objects.bulk_create(MetProblem(visit=visit, text=text) for text in problems)
    return visit


class AttendanceFactory(factory.django.DjangoModelFactory):
    """A guest typed in by hand; give ``person`` and ``capacity`` for anybody else."""

    class Meta:
        model = Attendance

    session = factory.SubFactory(SessionFactory)
    name = factory.LazyAttributeSequence(
        lambda row, n: row.person.full_name if row.person else f"来宾{n}"
    )
    unit_name = "县融媒体中心"
    person = None
    capacity = Capacity.MEDIA


def minutes_of(session: StudySession, by: User, **facts: Any) -> Minutes:
    """Whole minutes of the session; a draft unless told otherwise."""
    texts = {"record": "一、传达学习。", "summary": "会议认为，要先存量后增量。"}
    facts = {**texts, "written_by": by, "written_at": timezone.now(), **facts}
    return Minutes.objects.create(session=session, **facts)


def scheme_of(session: StudySession, by: User, **facts: Any) -> Scheme:
    """The session's scheme; a draft unless told otherwise."""
    facts = {"written_by": by, "written_at": timezone.now(), **facts}
    return Scheme.objects.create(session=session, **facts)


def report_of(session: StudySession, *, to: Unit, **facts: Any) -> Paper:
    """The session's report to one unit; a draft unless told otherwise."""
    words = {"title": "学习会情况专报", "body": "现将有关情况报告如下。", "year": session.year}
    paper = Paper.objects.create(session=session, issuer=session.group.unit, **{**words, **facts})
    paper.recipients.add(to)
    return paper


def indicator_of(measure: Measure, **facts: Any) -> Indicator:
    """An indicator that adds up to at least 1000 亩, unless told otherwise."""
    usual = {"name": "供地", "comparator": "ge", "target": 1000, "unit": "亩", "kind": "sum"}
    return Indicator.objects.create(measure=measure, **(usual | facts))


def milestone_of(measure: Measure, **facts: Any) -> Milestone:
    """A step due with the measure itself, unless told otherwise."""
    return Milestone.objects.create(
        measure=measure, **({"title": "完成征迁", "due_on": measure.due_on} | facts)
    )


def read(indicator: Indicator, value: Any, read_on: date) -> Reading:
    """A value reported for that day by the owner."""
    reading = Reading.objects.create(
        indicator=indicator,
        value=value,
        read_on=read_on,
        evidence="台账",
        recorded_by=indicator.measure.owner,
    )
    Indicator.objects.filter(pk=indicator.pk).recount()
    return reading


def entered(session: StudySession, person: User, by: User, **facts: Any) -> Proxy:
    """That ``by`` entered for the person what he gave today; a paper unless told otherwise."""
    usual = {"kind": "research", "given_on": timezone.localdate()}
    return Proxy.objects.create(session=session, person=person, entered_by=by, **(usual | facts))


def board_notice_of(session: StudySession, by: User, **facts: Any) -> BoardNotice:
    """What the board would say of the session; reviewed by nobody unless told otherwise."""
    head = {"title": session.title, "starts_at": session.starts_at, "venue": session.venue}
    usual = {**head, "text": "学习会研究了存量用地消化办法。", "prepared_by": by}
    return BoardNotice.objects.create(session=session, **(usual | facts))


def material_of(session: StudySession, by: User, **facts: Any) -> PressMaterial:
    """A piece for the media; reviewed by nobody unless told otherwise."""
    usual = {"title": "新闻通稿", "text": "学习会研究了用地问题。", "prepared_by": by}
    return PressMaterial.objects.create(session=session, **(usual | facts))


def publication_of(session: StudySession, by: User, **facts: Any) -> Publication:
    """One report in the media; reviewed by nobody unless told otherwise."""
    usual = {"outlet": "新昌日报", "title": "破解用地难题", "published_on": date(2017, 4, 5)}
    return Publication.objects.create(session=session, **({**usual, "prepared_by": by} | facts))


def observation_of(
    session: StudySession, supervisor: User, *team: User, **facts: Any
) -> Observation:
    """That the supervisor's unit would like to observe the session, with that team, lead first."""
    usual = {"unit": supervisor.unit, "proposed_by": supervisor, "proposed_at": timezone.now()}
    lead = team[0] if team else None
    observation = Observation.objects.create(session=session, lead=lead, **(usual | facts))
    observation.team.set(team)
    return observation


def lay_down(group: StudyGroup, key: str, value: int) -> LocalRule:
    """A local rule of the group's unit, since long ago."""
    return LocalRule.objects.create(unit=group.unit, key=key, value=value, from_on=date(2017, 1, 1))


def mark_of(row: Attendance, by: User, **facts: Any) -> Mark:
    """That somebody marked the row as there, and that it waits for a choice."""
    now = timezone.now()
    words = {"said": "arrived", "status": "present", "origin": "list", "outcome": "conflict"}
    usual = {**words, "marked_at": now, "counted_at": now, "old_status": row.status}
    keys = {"key": uuid4(), "device": uuid4()}
    return Mark.objects.create(session=row.session, attendance=row, by=by, **(usual | keys | facts))
