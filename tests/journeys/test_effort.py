"""What one whole session costs its secretary: the land bureau's of 2017, entered by the pages."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import timezone

from agendas.attendance.models import Attendance, Capacity, OpeningKind
from agendas.measures.models import Comparator, Indicator, IndicatorKind
from agendas.sessions.models import StudySession
from seeds import story_2017
from seeds.place import people
from seeds.place.setup import Place, set_up_county
from seeds.plot import Gauge, Guest, Line
from seeds.telling import before, meeting
from seeds.telling.teller import Teller
from studygroups.forms.actions import ensure_standard_forms
from studygroups.forms.models import Stage
from tests.factories import at
from tests.journeys import office
from tests.journeys.clerk import Clerk
from tests.journeys.conftest import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLOT = story_2017.PLOT
TOPIC, WRITTEN = PLOT.topic, PLOT.written
BEGUN, MARCH, APRIL = at("2017-03-06 09:00"), at("2017-03-20 09:00"), at("2017-04-05 09:00")
REQUIREMENTS = "重点发言人准备好发言提纲，每人不超过10分钟。\n与会人员提前10分钟到场，手机静音。"
README = Path(__file__).resolve().parents[2] / "README.md"


@pytest.fixture
def place(settings, clock) -> Place:
    """The county on the day before anything of the session is entered."""
    settings.SESSION_COOKIE_AGE = 365 * 24 * 60 * 60
    clock(BEGUN)
    ensure_standard_forms()
    return set_up_county()


def telling(place: Place) -> Teller:
    """What others do, as of now; naming the speakers is the secretary's own work."""
    plot = replace(PLOT, speakers=())
    return Teller(plot, place.groups[PLOT.unit], place.people, timezone.now())


class Leader:
    """Decides on his phone, each matter with one touch."""

    def __init__(self, phone: Visitor) -> None:
        self.phone, self.touches = phone, 0

    def agree(self) -> None:
        self.phone.go("/approvals/")
        self.phone.press("同意")
        self.touches += 1


def begin(clerk: Clerk) -> None:
    assert TOPIC
    clerk.follow("学习会", within=".main-nav")
    clerk.follow("新建学习会")
    clerk.fill(form="三聚三开放", title=PLOT.title, venue=PLOT.venue)
    clerk.fill(starts_at=f"{PLOT.day}T{PLOT.starts}", ends_at=f"{PLOT.day}T{PLOT.ends}")
    clerk.press("新建")
    clerk.tab("议题")
    clerk.fill(topic=TOPIC.title)
    clerk.press("选用并请组长审定")


def name_speakers(clerk: Clerk, place: Place) -> None:
    clerk.tab("调研")
    for username in PLOT.speakers:
        row = f"main tr:has(th:has-text('{place.people[username].full_name}'))"
        clerk.press("定为重点发言", within=row)


def open_doors(clerk: Clerk, place: Place) -> None:
    clerk.tab("参会")
    for opening in PLOT.openings:
        clerk.unfold(f"设置{OpeningKind(opening.kind).label}")
        form = f"form[action$='/openings/{opening.kind}/']"
        clerk.fill(form, quota=str(opening.quota), note=opening.note)
        if opening.shows_minutes:
            clerk.page.locator(form).get_by_label("来宾可见确认后的会议记录").check()
            clerk.clicks += 1
        clerk.press("保存", within=form)
    for guest in PLOT.guests:
        invite(clerk, guest, place)


def invite(clerk: Clerk, guest: Guest, place: Place) -> None:
    capacity = {"capacity": Capacity(guest.capacity).label}
    if guest.person:
        clerk.follow("从人员库中添加")
        clerk.pick("person", place.people[guest.person].full_name)
        clerk.fill(**capacity)
        clerk.press("列入名单")
        return
    chosen = {} if guest.capacity == Capacity.MEDIA else capacity
    form = "form[action$='/people/add/']"
    clerk.fill(form, name=guest.name, unit_name=guest.unit, post=guest.post, **chosen)
    clerk.press("添加", within=form)


def plan(clerk: Clerk) -> None:
    """The agenda, the speeches taken from the research; then the scheme, with its one text."""
    clerk.tab("议程与记录")
    items = [item for item in PLOT.agenda if item.kind != "speech"]
    for number, item in enumerate(items):
        if number == 2:
            clerk.press("列入重点发言人", within="#agenda")
        if number:
            clerk.unfold("增加一项")
        clerk.fill("#agenda", kind=item.kind.label, title=item.title, minutes=str(item.minutes))
        if item.speaker:
            clerk.fill("#agenda", speaker=item.speaker)
        clerk.press("增加", within="#agenda form[action$='/items/']")
    clerk.follow("起草方案")
    clerk.fill(requirements=REQUIREMENTS)
    clerk.press("保存并送审")


def record(clerk: Clerk, place: Place) -> None:
    """Who came, one of them late; what was said, and what was agreed."""
    assert WRITTEN
    clerk.tab("参会")
    for username in PLOT.late:
        row = Attendance.objects.get(person=place.people[username])
        clerk.fill(**{f"status-{row.pk}": "迟到"})
    clerk.press("保存", within="form[action$='/people/record/']")
    clerk.tab("议程与记录")
    for number, (kind, text) in enumerate(PLOT.resolutions):
        if number:
            clerk.unfold("增加一项")
            clerk.fill("#resolutions", kind=kind.label)
        clerk.fill("#resolutions", text=text)
        clerk.press("增加", within="#resolutions form.fields")
    clerk.fill(record=WRITTEN.record, summary=WRITTEN.summary)
    clerk.press("保存并送审")


def convert(clerk: Clerk, place: Place) -> None:
    """Five measures with eleven indicators; the report writes itself from all this."""
    clerk.tab("措施")
    for line in PLOT.lines:
        make_measure(clerk, line, place)
        for number, gauge in enumerate(line.gauges):
            add_indicator(clerk, gauge, is_open=not number)
    clerk.tab("文书")
    clerk.press("起草会议专报")
    clerk.press("保存并送审")


def make_measure(clerk: Clerk, line: Line, place: Place) -> None:
    _, text = PLOT.resolutions[line.resolution - 1]
    row = clerk.page.locator("main tr", has_text=text)
    clerk.clicks += 1
    row.get_by_role("link", name="形成措施").click()
    clerk.page.locator("main [name=title]").wait_for()
    clerk.fill(title=line.title, lead_unit=line.unit, schedule=line.schedule)
    clerk.fill(problem=PLOT.problems[line.problem - 1].title)
    clerk.pick("owner", place.people[line.owner].full_name)
    clerk.pick("handler", place.people[line.handler].full_name)
    clerk.fill(starts_on=str(line.starts_on))
    clerk.press("形成措施")


def add_indicator(clerk: Clerk, gauge: Gauge, *, is_open: bool) -> None:
    if not is_open:
        clerk.unfold("添加指标")
    facts = {"name": gauge.name, "target": gauge.target, "unit": gauge.unit}
    if gauge.baseline:
        facts["baseline"] = gauge.baseline
    if gauge.kind != IndicatorKind.SUM:
        facts["kind"] = gauge.kind.label
    if gauge.comparator != Comparator.GE:
        facts["comparator"] = gauge.comparator.label
    clerk.fill("#indicator", **facts)
    clerk.press("添加指标", within="#indicator")


def move(clerk: Clerk, button: str) -> None:
    clerk.press(button, within="#rail")


def prepare(clerk: Clerk, leader: Leader, place: Place) -> StudySession:
    """From the opened session to the notice, with what others do in between."""
    session = StudySession.objects.get()
    before.do_research(telling(place), session)
    name_speakers(clerk, place)
    open_doors(clerk, place)
    plan(clerk)
    leader.agree()
    clerk.follow(PLOT.title)
    move(clerk, "发出会议通知")
    meeting.answer(telling(place), session)
    return session


def conclude(clerk: Clerk, leader: Leader, place: Place) -> None:
    """From the list of who came to the report that is sent."""
    record(clerk, place)
    leader.agree()
    clerk.tab("总览")
    move(clerk, "进入转化")
    convert(clerk, place)
    leader.agree()
    clerk.tab("文书")
    clerk.press("登记报送")
    clerk.tab("总览")
    move(clerk, "进入问效")


def in_files(session: StudySession) -> int:
    """What has to be typed for the files that say the same; they are kept, and still say it."""
    files = {sheet.name: sheet.rows for sheet in office.paperwork(session)}
    if os.environ.get("WRITE_OFFICE"):
        office.write(files, office.FOLDER)
    assert {path.name: office.read(path) for path in office.FOLDER.iterdir()} == files
    return sum(map(office.characters, files.values()))


def test_a_whole_session_costs_its_secretary_less_than_the_files_would(place, visit, clock):
    before.fill_pool(telling(place))
    clerk = Clerk(visit("secretary", people.PASSWORD))
    leader = Leader(visit("leader", people.PASSWORD, size=PHONE))
    begin(clerk)
    leader.agree()
    clerk.tab("总览")
    move(clerk, "进入调研")
    clock(MARCH)
    session = prepare(clerk, leader, place)
    clock(APRIL)
    conclude(clerk, leader, place)

    session.refresh_from_db()
    typed = in_files(session)
    assert (session.stage, Indicator.objects.count()) == (Stage.FOLLOWUP, 11)
    assert clerk.typed < typed
    row = f"| {clerk.typed} | {clerk.clicks} | {leader.touches} | {typed} |"
    assert row in README.read_text()
