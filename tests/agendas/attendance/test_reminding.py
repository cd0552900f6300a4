"""Who has not answered is counted, named and reminded: all at once or one, once a day each."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.audit.models import LogEntry
from accounts.notices.models import Notice, NoticeKind
from agendas.attendance import actions
from agendas.attendance.models import Attendance, Status
from agendas.attendance.rules import refuse_reminding
from studygroups.forms.models import Stage
from tests.factories import AttendanceFactory, at

pytestmark = pytest.mark.django_db

NOW = at("2017-03-24 09:00")
BEGUN = at("2017-03-31 14:30")


@pytest.fixture(autouse=True)
def _only_reminders(announced, guest_row):
    """Members and a guest have the notice, and nobody has answered."""
    Notice.objects.all().delete()


def remind(session, by, moment=NOW, **more) -> int:
    return actions.remind_unanswered(session=session, by=by, at=moment, **more)


def reminded() -> list[str]:
    told = Notice.objects.filter(kind=NoticeKind.REMIND).order_by("recipient__pk")
    return [notice.recipient.username for notice in told]


def path(session, *more: object) -> str:
    return "/".join(["/sessions", str(session.pk), "people", *map(str, more), ""])


@pytest.fixture
def silent(announced, seat_of, leader, deputy, guest_row):
    """Only the member has not answered, and a typed-in journalist who has no account."""
    known = [seat_of(leader).pk, seat_of(deputy).pk, guest_row.pk]
    Attendance.objects.filter(pk__in=known).update(status=Status.COMING)
    return AttendanceFactory(session=announced, name="记者甲")


def test_everybody_silent_is_reminded_once_a_day(announced, secretary, silent, member):
    moments = (NOW, NOW + timedelta(hours=8), NOW + timedelta(days=1))

    told = [remind(announced, secretary, moment) for moment in moments]

    assert told == [1, 0, 1]
    assert reminded() == ["member", "member"]
    notice = Notice.objects.earliest("pk")
    assert (notice.path, notice.due_at) == (path(announced), announced.starts_at)
    assert LogEntry.objects.filter(kind="attendance.remind", by=secretary).count() == 2


def test_one_is_reminded_alone_and_not_again_with_the_others(
    announced, secretary, seat_of, member, leader
):
    assert remind(announced, secretary, attendance=seat_of(member)) == 1
    assert remind(announced, secretary, attendance=seat_of(member)) == 0
    assert remind(announced, secretary) == 3

    assert reminded().count("member") == 1


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("leader", True),
        ("deputy", True),
        ("secretary", True),
        ("member", False),
        ("supervisor", False),
        ("guest", False),
        ("other_secretary", False),
        ("outsider", False),
    ],
)
def test_who_runs_the_session_reminds(cast, announced, role, may):
    if may:
        remind(announced, cast[role])
    else:
        with pytest.raises(PermissionDenied):
            remind(announced, cast[role])

    assert bool(reminded()) is may


def refused_code(session, by, moment=NOW, **more) -> str:
    with pytest.raises(ValidationError) as refused:
        remind(session, by, moment, **more)
    assert not Notice.objects.exists()
    assert not LogEntry.objects.filter(kind="attendance.remind").exists()
    return str(refused.value.code)


def test_nobody_is_reminded_once_it_began(announced, secretary):
    assert refused_code(announced, secretary, BEGUN) == "too_late"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"announced_at": None}, "not_announced"),
        ({"stage": Stage.CONVERSION}, "wrong_stage"),
        ({"stage": Stage.CLOSED}, "closed"),
    ],
)
def test_answers_are_asked_for_between_the_notice_and_the_meeting(
    announced, secretary, facts, code
):
    type(announced).objects.filter(pk=announced.pk).update(**facts)

    assert refused_code(announced, secretary) == code


def test_who_answered_is_not_reminded(announced, secretary, seat_of, member):
    Attendance.objects.filter(person=member).update(status=Status.LEAVE_ASKED)

    assert refused_code(announced, secretary, attendance=seat_of(member)) == "has_answered"


def test_who_has_no_account_is_left_to_the_telephone(announced, secretary, silent, member):
    assert refused_code(announced, secretary, attendance=silent) == "no_account"
    Attendance.objects.filter(person=member).update(status=Status.COMING)
    assert refused_code(announced, secretary) == "nobody_to_remind"


def test_whoever_was_taken_off_the_list_is_not_reminded(announced, secretary, guest_row):
    stale = Attendance.objects.get(pk=guest_row.pk)
    guest_row.delete()

    assert refused_code(announced, secretary, attendance=stale) == "not_on_list"


@pytest.fixture
def coming(announced, silent):
    """A month ahead of today, for the pages, which know no other clock."""
    announced.starts_at += timedelta(days=365 * 50)
    announced.save()
    return announced


def test_the_page_counts_and_names_them_for_those_who_run_it(sign_in, cast, coming, seat_of):
    button = path(coming, seat_of(cast["member"]).pk, "remind")

    pages = {role: sign_in(cast[role]).get(path(coming)).content.decode() for role in cast}

    for role in ("leader", "deputy", "secretary"):
        assert "未答复（1 人）" in pages[role]
        assert "<p>成员丁</p>" in pages[role]
        assert "记者甲" in pages[role].split("另行联系的：")[1][:60]
        assert button in pages[role]
    for role in ("member", "guest", "supervisor"):
        assert "提醒未答复人员" not in pages[role]
        assert "/remind/" not in pages[role]


def test_when_all_have_answered_nothing_is_offered(sign_in, secretary, coming, member):
    Attendance.objects.filter(person=member).update(status=Status.COMING)

    assert "提醒未答复人员" not in sign_in(secretary).get(path(coming)).content.decode()


def test_one_click_reminds_and_a_second_says_it_was_done(
    sign_in, secretary, member, coming, seat_of
):
    browser, row = sign_in(secretary), seat_of(member)
    offered = browser.get(path(coming, row.pk)).content.decode()

    addresses = (path(coming, "remind"), path(coming, row.pk, "remind"))
    first, second = (browser.post(to, follow=True).content.decode() for to in addresses)

    assert "提醒答复" in offered
    assert "已提醒 1 人。" in first
    assert "今天已提醒过" in second


@pytest.mark.parametrize(
    ("role", "status"),
    [("member", 403), ("guest", 403), ("supervisor", 403), ("outsider", 404)],
)
def test_others_remind_nobody_from_the_page(sign_in, cast, coming, role, status):
    assert sign_in(cast[role]).post(path(coming, "remind")).status_code == status
    assert not Notice.objects.exists()


def test_somebody_elses_row_does_not_exist_for_a_member(sign_in, member, leader, coming, seat_of):
    answer = sign_in(member).post(path(coming, seat_of(leader).pk, "remind"))

    assert answer.status_code == 404
    assert not Notice.objects.exists()


def test_the_api_says_how_many_were_told_and_why_not(api, secretary, coming, silent, seat_of):
    rows, client = "/api/v1/attendances/", api(secretary)

    told = [client.post(f"{rows}remind/", {"session": coming.pk}).json() for _ in range(2)]
    refused = client.post(f"{rows}{silent.pk}/remind/")

    assert told == [{"told": 1}, {"told": 0}]
    assert (refused.status_code, refused.json()["code"]) == (409, "no_account")


def test_a_meeting_without_a_time_still_waits_for_answers(announced):
    announced.starts_at = None

    assert refuse_reminding(announced, at=NOW) is None
