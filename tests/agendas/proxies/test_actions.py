"""Entering what another gave, and what he may say against it."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from accounts.audit.models import LogEntry
from accounts.files.actions import store
from accounts.notices.models import Notice
from agendas.proxies.actions import enter_for, object_to_proxy
from agendas.proxies.models import Proxy, ProxyKind
from agendas.proxies.rules import Given
from tests.factories import at, entered

pytestmark = pytest.mark.django_db

NOW = at("2017-03-20 09:00")


@pytest.fixture
def session(session):
    session.created_at, session.year = at("2017-03-01 09:00"), 2017
    session.save()
    return session


@pytest.fixture
def proxy(session, member, secretary) -> Proxy:
    return entered(session, member, secretary, kind="answer", given_on=date(2017, 3, 17))


def enter(session, people, by, **more):
    words = f"{by}为您代交了《{session}》的调研材料"
    kind = ProxyKind.RESEARCH
    return enter_for(people=people, session=session, kind=kind, by=by, at=NOW, words=words, **more)


def code(refused):
    return refused.value.code


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("secretary", True),
        ("leader", False),
        ("deputy", False),
        ("member", False),
        ("supervisor", False),
        ("other_secretary", False),
        ("guest", False),
        ("outsider", False),
    ],
)
def test_only_the_secretary_enters_for_others(cast, session, leader, role, may):
    person = cast["member"] if role == "leader" else leader
    if may:
        enter(session, [person], cast[role])
    else:
        with pytest.raises(PermissionDenied):
            enter(session, [person], cast[role])

    assert Proxy.objects.exists() is may
    assert Notice.objects.exists() is may


def test_each_of_several_authors_has_a_row_of_his_own_and_is_told_once(
    session, leader, member, secretary, pdf
):
    scan = store(pdf, by=secretary)

    rows = enter(session, [leader, member, leader], secretary, given=Given(date(2017, 3, 17), scan))

    assert set(rows) == {leader.pk, member.pk}
    facts = {(row.person, row.given_on, row.scan, row.entered_at) for row in rows.values()}
    assert facts == {(who, date(2017, 3, 17), scan, NOW) for who in (leader, member)}
    told = Notice.objects.all()
    assert sorted(notice.recipient_id for notice in told) == sorted(rows)
    assert {notice.path for notice in told} == {f"/sessions/{session.pk}/record/"}


def test_it_was_given_today_unless_told_otherwise(session, member, secretary):
    assert enter(session, [member], secretary)[member.pk].given_on == date(2017, 3, 20)


@pytest.mark.parametrize(
    ("given_on", "since", "refusal"),
    [
        ("2017-03-21", None, "future"),
        ("2016-12-31", None, "too_early"),
        ("2017-03-09", "2017-03-10", "too_early"),
        ("2017-01-01", None, None),
        ("2017-03-10", "2017-03-10", None),
        ("2017-03-20", None, None),
    ],
)
def test_it_was_given_between_the_matter_and_today(
    session, member, secretary, given_on, since, refusal
):
    given = Given(date.fromisoformat(given_on))
    more = {"given": given, "since": date.fromisoformat(since) if since else None}

    if refusal:
        with pytest.raises(ValidationError) as refused:
            enter(session, [member], secretary, **more)
        assert code(refused) == refusal
    else:
        enter(session, [member], secretary, **more)

    assert Proxy.objects.exists() is (refusal is None)
    assert Notice.objects.exists() is (refusal is None)


def test_the_way_to_object_is_never_cut_off(session, member, secretary):
    enter_for(
        people=[member],
        session=session,
        kind=ProxyKind.RESEARCH,
        by=secretary,
        at=NOW,
        words="长" * 300,
    )

    assert Notice.objects.get().text.endswith("长；如有异议，请在“留痕”页提出。")


def test_the_log_knows_that_it_was_entered_and_nothing_of_what(session, member, secretary):
    enter(session, [member], secretary)

    entry = LogEntry.objects.get(kind="proxy.research")
    assert (entry.by, entry.label, entry.fields) == (secretary, "代交", [])


def test_the_database_too_knows_no_proxy_to_oneself(session, secretary):
    with pytest.raises(IntegrityError), transaction.atomic():
        entered(session, secretary, secretary)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("member", True),
        ("secretary", False),
        ("leader", False),
        ("deputy", False),
        ("supervisor", False),
        ("other_secretary", False),
        ("guest", False),
        ("outsider", False),
    ],
)
def test_only_the_person_himself_objects(cast, proxy, secretary, role, may):
    if may:
        object_to_proxy(proxy=proxy, by=cast[role], at=NOW, text=" 未曾答复 ")
    else:
        with pytest.raises(PermissionDenied):
            object_to_proxy(proxy=proxy, by=cast[role], at=NOW, text="未曾答复")

    proxy.refresh_from_db()
    kept = (proxy.objection, proxy.objected_at)
    assert kept == (("未曾答复", NOW) if may else ("", None))
    told = Notice.objects.filter(recipient=secretary, text__contains="提出异议")
    assert told.count() == int(may)


def test_a_second_objection_does_not_replace_the_first(proxy, member):
    object_to_proxy(proxy=proxy, by=member, at=NOW, text="未曾答复")

    with pytest.raises(ValidationError) as refused:
        object_to_proxy(proxy=proxy, by=member, at=NOW, text="再提")

    assert code(refused) == "already_objected"
    proxy.refresh_from_db()
    assert proxy.objection == "未曾答复"
    assert Notice.objects.count() == 1


def test_an_objection_has_words(proxy, member):
    with pytest.raises(ValidationError) as refused:
        object_to_proxy(proxy=proxy, by=member, at=NOW, text=" 　")

    assert code(refused) == "no_objection"
    proxy.refresh_from_db()
    assert proxy.objected_at is None


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_three_objections_at_the_same_moment_one_stands(proxy, member):
    gate, codes = threading.Barrier(3), []

    def try_it(text):
        mine = Proxy.objects.select_related("entered_by", "session").get()
        gate.wait()
        try:
            object_to_proxy(proxy=mine, by=member, at=NOW, text=text)
        except ValidationError as refused:
            codes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it, args=(text,)) for text in "甲乙丙"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert codes == ["already_objected"] * 2
    assert Notice.objects.count() == 1
