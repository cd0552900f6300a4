"""One thing of every kind that holds the word, for tests of who finds what."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.people.models import User
from agendas.measures.models import Measure
from agendas.minutes.models import Minutes, Resolution
from agendas.pages.search import rebuild_all
from agendas.papers.models import Paper
from agendas.research.models import Research
from agendas.sessions.models import StudySession
from agendas.topics.models import Topic, TopicState
from studygroups.forms.models import Stage
from studygroups.groups.models import StudyGroup
from tests import factories

WORD = "甲乙丙丁"


def write_everything(group: StudyGroup, *, author: User, secretary: User) -> StudySession:
    """A session and all its parts, none of them ready for others; the session is not announced."""
    session = factories.SessionFactory(group=group, title=f"{WORD}学习会", stage=Stage.CONVERSION)
    factories.ProblemFactory(group=group, title=f"{WORD}的问题")
    factories.TopicFactory(group=group, title=f"{WORD}的议题")
    duty = factories.owe(session, author)
    factories.paper_of(duty, title="调研", text=f"关于{WORD}的调研。", state="returned")
    factories.minutes_of(session, secretary, record=f"会上讨论了{WORD}。")
    Resolution.objects.create(
        session=session, kind="decision", text=f"抓好{WORD}。", created_by=secretary
    )
    due_on = timezone.localdate(session.starts_at) + timedelta(days=90)
    factories.measure_of(session, owner=author, due_on=due_on, title=f"办好{WORD}")
    factories.report_of(session, to=factories.UnitFactory(), body=f"{WORD}情况报告。")
    rebuild_all()
    return session


def open_everything(session: StudySession, *, to: User) -> None:
    """All that can be shown to others is shown, and the report sent to that person's unit."""
    now = timezone.now()
    session.group.is_demonstration = True
    session.group.save()
    session.announced_at, session.shares_measures = now, True
    session.save()
    Topic.objects.filter(group=session.group).update(session=session, state=TopicState.CHOSEN)
    Research.objects.filter(session=session).update(state="handed_in")
    Minutes.objects.filter(session=session).update(state="confirmed")
    Paper.objects.filter(session=session).update(status="sent", sent_on=timezone.localdate(now))
    Paper.objects.get(session=session).recipients.add(to.unit)
    assert Measure.objects.filter(session=session).exists()
