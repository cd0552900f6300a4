"""The page of agenda, record and resolutions: what is listed one by one, and taken back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from agendas.minutes.models import AgendaItem, Resolution
from studygroups.forms.models import Stage
from tests.factories import owe

pytestmark = pytest.mark.django_db


def url(name, session, **more):
    return reverse(f"agendas:{name}", kwargs={"session_id": session.pk, **more})


def words(response):
    return response.content.decode()


def test_the_agenda_is_built_by_buttons(sign_in, meeting, secretary):
    client = sign_in(secretary)
    for title in ("学习文件", "发言"):
        item = {"kind": "first", "title": title, "speaker": "张三", "minutes": "100"}
        client.post(url("add_item", meeting), item)
    first, second = AgendaItem.objects.all()

    client.post(url("move_item", meeting, item_id=second.pk), {"up": "1"})
    page = words(client.get(url("minutes", meeting)))

    assert [item.title for item in meeting.agenda.all()] == ["发言", "学习文件"]
    assert "合计 200 分钟，会议时间 150 分钟" in page
    assert "超出 50 分钟" in page
    assert "张　三" in page

    client.post(url("remove_item", meeting, item_id=first.pk))
    assert list(meeting.agenda.all()) == [second]


def test_an_item_that_cannot_be_added_keeps_what_was_typed(sign_in, meeting, secretary):
    item = {"kind": "first", "title": "学习文件", "minutes": "9999"}

    refused = sign_in(secretary).post(url("add_item", meeting), item)

    assert refused.status_code == 422
    assert 'value="学习文件"' in words(refused)
    assert not AgendaItem.objects.exists()


def test_an_item_of_another_session_is_not_found(sign_in, meeting, session, secretary):
    item = AgendaItem.objects.create(session=session, kind="first", title="学习文件")

    answer = sign_in(secretary).post(url("remove_item", meeting, item_id=item.pk))

    assert answer.status_code == 404
    assert AgendaItem.objects.exists()


def test_named_speakers_are_put_on_the_agenda(sign_in, meeting, secretary, member):
    owe(meeting, member, is_speaker=True)

    sign_in(secretary).post(url("add_speeches", meeting))

    assert meeting.agenda.get().speaker == member.full_name


def test_resolutions_are_added_and_struck_out(sign_in, meeting, secretary):
    client = sign_in(secretary)

    client.post(url("add_resolution", meeting), {"kind": "to_above", "text": "请求追加指标"})
    kept = Resolution.objects.get()
    assert "请求追加指标" in words(client.get(url("minutes", meeting)))

    client.post(url("remove_resolution", meeting, resolution_id=kept.pk))
    assert not Resolution.objects.exists()


def test_too_long_a_resolution_is_refused_and_kept(sign_in, meeting, secretary):
    too_long = {"kind": "decision", "text": "长" * 501}

    refused = sign_in(secretary).post(url("add_resolution", meeting), too_long)

    assert refused.status_code == 422
    assert "长" * 501 in words(refused)
    assert not Resolution.objects.exists()


def test_an_item_taken_off_by_mistake_comes_back_where_it_stood(
    sign_in, meeting, secretary, take_back
):
    client = sign_in(secretary)
    for title in ("学习文件", "发言“甲”", "总结"):
        client.post(url("add_item", meeting), {"kind": "first", "title": title, "minutes": "10"})
    middle = meeting.agenda.get(title="发言“甲”")

    removed = client.post(url("remove_item", meeting, item_id=middle.pk), follow=True)
    assert meeting.agenda.count() == 2
    take_back(client, removed)

    assert [item.title for item in meeting.agenda.all()] == ["学习文件", "发言“甲”", "总结"]
    assert meeting.agenda.get(title="发言“甲”").minutes == 10


def test_what_was_agreed_and_struck_out_by_mistake_comes_back_where_it_stood(
    sign_in, meeting, secretary, take_back
):
    client = sign_in(secretary)
    for text in ("先存量后增量", "净地出让"):
        client.post(url("add_resolution", meeting), {"kind": "decision", "text": text})
    first = meeting.resolutions.first()

    removed = client.post(url("remove_resolution", meeting, resolution_id=first.pk), follow=True)
    take_back(client, removed)

    assert [one.text for one in meeting.resolutions.all()] == ["先存量后增量", "净地出让"]


def test_nothing_comes_back_once_the_meeting_is_over(sign_in, meeting, secretary, take_back):
    client = sign_in(secretary)
    item = AgendaItem.objects.create(session=meeting, kind="first", title="学习文件")
    removed = client.post(url("remove_item", meeting, item_id=item.pk), follow=True)
    meeting.stage = Stage.CONVERSION
    meeting.save()

    page = take_back(client, removed)

    assert page.status_code == 422
    assert "学习会不在这一阶段" in words(page)
    assert not AgendaItem.objects.exists()
