"""Every kind of page on screen and paper: nothing for axe, no overflow, little weight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.people.models import User
from agendas.attendance.models import Attendance
from agendas.drops.actions import drop_files
from agendas.drops.models import Drop
from agendas.measures.models import Measure
from agendas.observing.models import Observation
from agendas.papers.models import Paper
from agendas.research.models import Duty, Excuse, Research
from agendas.sessions.models import StudySession
from agendas.topics.models import Topic
from seeds.demo import seed
from seeds.place.people import PASSWORD
from studygroups.forms.models import Stage
from studygroups.groups.models import Membership
from tests.factories import observation_of
from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.journeys.paper import troubles

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEAVIEST = 150_000  # bytes of page, styles and scripts, before compression
# Every rule, but no list of what passed it.
QUICKLY = {"resultTypes": ["violations"], "preload": False}
# The pages of each person; of the group's sessions one is closed, one near its meeting, one in
# research. Another group's session is in its last stage.
PAGES = {
    "secretary": """
        / /approvals/ /sessions/ /sessions/new/ /problems/ /problems/new/ /topics/ /topics/new/
        /groups/{group}/hand-over/ /topics/{topic}/ /measures/ /measures/{measure}/ /inbox/ /open/
        /search/ /search/?q=用地 /search/?q=没有这个词
        /help/ /help/topic/ /help/research/ /help/meeting/ /help/conversion/ /help/followup/
        /accounts/password/change/ /accounts/logout/
        /sessions/{closed}/ /sessions/{closed}/topic/ /sessions/{closed}/research/
        /sessions/{closed}/people/ /sessions/{closed}/minutes/ /sessions/{closed}/measures/
        /sessions/{closed}/papers/ /sessions/{closed}/record/ /sessions/{closed}/papers/{paper}/
        /sessions/{closed}/people/board/ /sessions/{closed}/people/press/
        /sessions/{meeting}/ /sessions/{meeting}/edit/ /sessions/{meeting}/topic/
        /sessions/{meeting}/people/ /sessions/{meeting}/people/invite/
        /sessions/{meeting}/people/room/ /sessions/{meeting}/people/screen/
        /sessions/{meeting}/people/sheet/ /sessions/{meeting}/people/sheet/enter/ /checkin/
        /sessions/{meeting}/people/{guest}/ /sessions/{meeting}/minutes/
        /sessions/{research}/research/ /sessions/{research}/papers/ /sessions/{research}/record/
        /research/ /research/{written}/ /research/drops/{drop}/
        /sessions/{meeting}/people/observing/ /observations/{asked}/ /observations/{seen}/
        /observations/ /inspections/ /inspections/new/?group={group} /takeaways/
        /sessions/{closed}/people/counts/ /ledgers/groups/?year=2017
    """,
    "leader": """
        / /approvals/ /approvals/stand-ins/ /approvals/phrases/ /sessions/{research}/
        /sessions/{research}/research/?decide={duty}
        /sessions/{meeting}/people/ /sessions/{meeting}/minutes/ /measures/{measure}/
    """,
    "member": """
        / /approvals/ /problems/ /topics/ /measures/ /sessions/{research}/research/
        /sessions/{meeting}/people/ /sessions/{meeting}/minutes/ /sessions/{closed}/record/
    """,
    "supervisor": """
        / /approvals/ /sessions/ /problems/ /topics/ /measures/ /sessions/{closed}/
        /sessions/{closed}/topic/ /sessions/{closed}/research/ /sessions/{closed}/people/
        /sessions/{closed}/minutes/ /sessions/{closed}/measures/ /sessions/{closed}/papers/
        /sessions/{followup}/measures/
        /oversight/observing/ /observations/ /observations/{asked}/ /observations/{seen}/
        /ledgers/units/
    """,
    "nanming": """
        / /sessions/{followup}/ /sessions/{followup}/measures/ /sessions/{followup}/papers/
        /measures/ /measures/{late}/
    """,
    "security": """
        / /help/ /manage/ /manage/groups/{group}/ /manage/seats/{seat}/
    """,
    "": """
        /accounts/login/ /accounts/password/reset/ /accounts/password/reset/done/
        /accounts/password/reset/key/1-2/ /accounts/password/reset/key/done/
        /open/ /open/{closed}/
    """,
}
# What stands on a session's pages while it is at a stage.
AT_STAGE = {
    Stage.TOPIC: ("", "topic/"),
    Stage.RESEARCH: ("", "research/"),
    Stage.MEETING: ("", "people/", "minutes/"),
    Stage.CONVERSION: ("", "measures/", "papers/"),
    Stage.FOLLOWUP: ("", "measures/"),
}


@pytest.fixture
def demo() -> dict[str, int]:
    """The whole demonstration, everybody with a password; the keys of what its pages show."""
    seed()
    User.objects.update(password=make_password(PASSWORD))
    closed = StudySession.objects.get(starts_at__year=2017)
    sessions = StudySession.objects.filter(group=closed.group)
    meeting = sessions.filter(stage=Stage.MEETING).latest("pk")
    research = sessions.get(stage=Stage.RESEARCH)
    followup = StudySession.objects.get(stage=Stage.FOLLOWUP)
    held = sessions.filter(stage=Stage.CLOSED).latest("starts_at")
    rows = {
        "group": closed.group,
        "seat": Membership.objects.filter(group=closed.group).latest("pk"),
        "closed": closed,
        "meeting": meeting,
        "research": research,
        "followup": followup,
        "topic": Topic.objects.get(session=research),
        "written": Research.objects.filter(session=research).earliest("pk"),
        "drop": drop_of(research),
        "duty": Duty.objects.get(session=research, excuse=Excuse.ASKED),
        "guest": Attendance.objects.filter(session=meeting).latest("pk"),
        "measure": Measure.objects.filter(session=closed).earliest("pk"),
        "late": Measure.objects.filter(session=followup).running_first()[0],
        "paper": Paper.objects.get(session=closed),
        "asked": observed_by(meeting, "supervisor"),
        "seen": observed_by(held, "supervisor", state="agreed"),
    }
    return {name: row.pk for name, row in rows.items()}


def observed_by(session: StudySession, username: str, **facts: Any) -> Observation:
    """That the supervisor's unit observes the session, he himself in the lead."""
    supervisor = User.objects.get(username=username)
    return observation_of(session, supervisor, supervisor, **facts)


def drop_of(session: StudySession) -> Drop:
    """Two files dropped for the session, one of which cannot be taken."""
    uploads = [SimpleUploadedFile("终稿.txt", b"x"), SimpleUploadedFile("空.txt", b"")]
    by = User.objects.get(username="secretary")
    return drop_files(session=session, by=by, at=timezone.now(), uploads=uploads)


class Walk:
    """One person going from page to page, noting whatever is wrong with any of them."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page
        self.found: list[str] = []

    def see(self, path: str) -> None:
        self.page.set_viewport_size(DESK)
        status = self.visitor.go(path)
        if status != 200:
            self.found.append(f"{path}: {status}")
        self.found += [f"{path}: {words}" for words in self._troubles()]

    def _troubles(self) -> Iterator[str]:
        weight = self.page.evaluate(
            "performance.getEntries().reduce((sum, one) => sum + (one.decodedBodySize || 0), 0)"
        )
        if weight > HEAVIEST:
            yield f"{weight} bytes"
        if not self._skips():
            yield "the skip link does not lead to the text"
        self.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        for size in (DESK, PHONE):
            self.page.set_viewport_size(size)
            if wider := self.visitor.overflow():
                yield f"{wider} px too wide at {size['width']}"
            for rule in Axe().run(self.page, options=QUICKLY).response["violations"]:
                spot = rule["nodes"][0]["html"][:120]
                yield f"{rule['id']} at {size['width']}: {len(rule['nodes'])} times, {spot}"
        yield from (f"on paper: {words}" for words in troubles(self.page))

    def _skips(self) -> bool:
        """Whether the first key leads to the skip link, and that one to the text."""
        if not self.page.locator("nav").count():
            return True  # nothing stands before the text
        if self.page.evaluate("document.activeElement !== document.body"):
            return True  # the page has put the cursor into its one form
        self.page.keyboard.press("Tab")
        if self.page.evaluate("document.activeElement.className !== 'skip'"):
            return False
        self.page.keyboard.press("Enter")
        return bool(self.page.evaluate("document.activeElement.id === 'main'"))


@pytest.mark.parametrize("username", PAGES)
def test_every_page_of_a_person_is_sound(username: str, demo, visit):
    walk = Walk(visit(username, PASSWORD))

    for path in PAGES[username].format(**demo).split():
        walk.see(path)

    assert walk.found == []


@pytest.mark.parametrize("username", ["secretary", "leader"])
def test_a_full_session_is_sound_at_every_stage(username: str, demo, visit):
    walk = Walk(visit(username, PASSWORD))
    session = StudySession.objects.filter(pk=demo["closed"])

    for stage, parts in AT_STAGE.items():
        session.update(stage=stage, closed_at=None)
        for part in parts:
            walk.see(f"/sessions/{demo['closed']}/{part}")
    session.update(stage=Stage.CONVERSION)
    if username == "secretary":
        walk.see(f"/sessions/{demo['closed']}/measures/new/")

    assert walk.found == []
