"""Telling somebody once, and what he has read."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from accounts.notices.actions import mark_all_read, mark_read, tell
from accounts.notices.models import Delivery, DeliveryState, Notice, NoticeKind
from accounts.people.models import User
from tests.factories import UserFactory, at

MORNING = at("2017-03-20 08:30")
NOON = at("2017-03-20 12:00")


def remind(*people: User, key="research:1", text="请于3月24日前提交会前调研。"):
    tell(people, kind=NoticeKind.REMIND, text=text, path="/sessions/1/research/", key=key)


def test_everybody_named_finds_one_notice(leader, member):
    remind(leader, member)

    assert {notice.recipient for notice in Notice.objects.all()} == {leader, member}
    assert not Notice.objects.exclude(read_at=None).exists()


def test_telling_again_under_the_same_key_does_nothing(member):
    remind(member)
    remind(member, member, text="换了说法")

    assert Notice.objects.get().text == "请于3月24日前提交会前调研。"


def test_a_newcomer_is_told_what_the_others_know(leader, member):
    remind(member)
    remind(leader, member)

    assert Notice.objects.count() == 2


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_four_tellers_at_once_tell_a_person_once():
    person, start = UserFactory(email="cadre@example.org"), Barrier(4)

    def teller() -> None:
        start.wait()
        remind(person)
        connection.close()

    threads = [Thread(target=teller) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Notice.objects.count() == 1
    assert Delivery.objects.count() == 1


def test_nobody_to_tell_is_no_error(db):
    remind()

    assert not Notice.objects.exists()


def test_a_mail_is_owed_to_those_who_have_an_address(member):
    reachable = UserFactory(email="cadre@example.org")

    remind(member, reachable)

    delivery = Delivery.objects.get()
    assert (delivery.notice.recipient, delivery.state) == (reachable, DeliveryState.WAITING)


def test_no_mail_is_owed_where_the_channel_is_off(settings, db):
    settings.NOTICE_CHANNELS = []

    remind(UserFactory(email="cadre@example.org"))

    assert Notice.objects.count() == 1
    assert not Delivery.objects.exists()


def test_a_transaction_given_up_tells_nobody(member):
    with transaction.atomic():
        remind(member)
        transaction.set_rollback(True)

    assert not Notice.objects.exists()


def test_a_long_text_is_cut(member):
    remind(member, text="长" * 300)

    assert len(Notice.objects.get().text) == 200


def test_reading_keeps_the_first_moment(member):
    remind(member)
    notice = Notice.objects.get()

    mark_read(notice=notice, by=member, at=MORNING)
    mark_read(notice=notice, by=member, at=NOON)

    notice.refresh_from_db()
    assert notice.read_at == MORNING


def test_nobody_reads_for_another(member, leader):
    remind(member)

    with pytest.raises(PermissionDenied):
        mark_read(notice=Notice.objects.get(), by=leader, at=MORNING)

    assert Notice.objects.get().read_at is None


def test_marking_all_leaves_the_inbox_of_others_alone(member, leader):
    remind(member, leader)
    remind(member, key="research:2")

    assert mark_all_read(by=member, at=MORNING) == 2

    assert Notice.objects.unread().get().recipient == leader
