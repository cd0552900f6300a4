"""Who hands in, returns and excuses research, and what the second stage still lacks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils import timezone

from accounts.files.models import FileText
from accounts.people.models import User
from agendas.research.models import Duty, DutyQuerySet, DutyState, Research, ResearchState
from agendas.sessions.models import StudySession
from agendas.sessions.rules import (
    Gap,
    SessionRefusal,
    belongs,
    records_for_others,
    refuse_change,
    runs,
)
from studygroups.forms.models import Stage
from studygroups.groups.models import Membership

# A paper is worked at until the meeting is over; one that is late may come until the session
# closes (补交), so that nobody is kept from doing what he owes.
UNTIL_HELD = (Stage.RESEARCH, Stage.MEETING)
UNTIL_CLOSED = (*UNTIL_HELD, Stage.CONVERSION, Stage.FOLLOWUP)
MOST_FINDINGS = 3


class ResearchRefusal(TextChoices):
    EMPTY = "paper_empty", "请填写正文或上传文件。"
    NO_AUTHOR = "no_author", "请选择作者。"
    OWES_NOTHING = "owes_nothing", "所选作者没有本次学习会的调研任务。"
    HAS_PAPER = "has_paper", "所选作者已有调研材料，请在原材料上修改。"
    OTHER_SESSION = "other_session", "该调研材料属于另一次学习会。"
    FROZEN = "frozen", "会议已召开，已提交的调研材料不能再修改。"
    NOT_HANDED_IN = "not_handed_in", "该调研材料不在已提交状态。"
    FULL = "three_findings", "一份调研材料最多标注 3 条发现。"
    NO_PAGE = "no_such_page", "材料没有这一页。"
    RETURN_REASON = "needs_reason", "退回须写明理由。"
    MORE_REASON = "needs_reason_more", "请写明需要补充的内容。"
    EXCUSE_REASON = "needs_reason_excuse", "请写明免交理由。"
    MET = "met", "已提交或已同意免交，无须申请。"
    EXCUSE_PENDING = "excuse_pending", "免交申请正在审定。"
    NO_EXCUSE = "no_excuse", "没有待审定的免交申请。"
    HAS_PAPERS = "duty_has_paper", "调研材料已交过，不能移交他人。"
    NOT_MEMBER = "not_member", "接任人还没有成员席位，不能承担调研任务。"


def due_day(session: StudySession) -> date | None:
    """Papers are due by the day of the meeting; none while that is open."""
    return timezone.localdate(session.starts_at) if session.starts_at else None


def wrote(person: User, paper: Research) -> bool:
    """Whether he is one of the authors."""
    return any(duty.person_id == person.pk for duty in paper.duties.all())


def may_hand_in(
    person: User, session: StudySession, *, authors: Collection[User], paper: Research | None
) -> bool:
    """An author hands in his paper; for others (代交) only the secretary does."""
    is_own = person in authors and (paper is None or wrote(person, paper))
    return (is_own and belongs(person, session)) or records_for_others(person, session)


def may_mark(person: User, paper: Research) -> bool:
    """Findings are marked by an author or by those who run the session."""
    is_author = wrote(person, paper) and belongs(person, paper.session)
    return is_author or runs(person, paper.session)


def may_ask_more(person: User, paper: Research) -> bool:
    return runs(person, paper.session) and not wrote(person, paper)


def refuse_hand_in(
    session: StudySession, paper: Research | None
) -> SessionRefusal | ResearchRefusal | None:
    if paper is not None and paper.session_id != session.pk:
        return ResearchRefusal.OTHER_SESSION
    if refusal := refuse_change(session, *UNTIL_CLOSED):
        return refusal
    is_handed_in = paper is not None and paper.state == ResearchState.HANDED_IN
    if is_handed_in and session.stage not in UNTIL_HELD:
        return ResearchRefusal.FROZEN
    return None


def refuse_authors(
    authors: Collection[User], duties: DutyQuerySet, paper: Research | None
) -> ResearchRefusal | None:
    """``duties`` are those of the session that belong to the authors."""
    if not authors:
        return ResearchRefusal.NO_AUTHOR
    if {duty.person_id for duty in duties} != {author.pk for author in authors}:
        return ResearchRefusal.OWES_NOTHING
    if any(duty.paper_id and (not paper or duty.paper_id != paper.pk) for duty in duties):
        return ResearchRefusal.HAS_PAPER
    return None


def refuse_page(text: FileText | None, page: int | None) -> ResearchRefusal | None:
    """A page is one of those that the file's text was read from."""
    if page is None:
        return None
    count = len(text.pages()) if text and text.has_pages else 0
    return None if 1 <= page <= count else ResearchRefusal.NO_PAGE


def page_of(passage: str, text: FileText | None) -> int | None:
    """The one page on which the passage stands word for word; spaces do not count."""
    if text is None or not text.has_pages:
        return None
    wanted = "".join(passage.split())
    pages = ["".join(page.split()) for page in text.pages()]
    found = [number for number, page in enumerate(pages, start=1) if wanted in page]
    return found[0] if len(found) == 1 else None


def refuse_remark(paper: Research, *, to: ResearchState) -> ResearchRefusal | None:
    """Returned may be what was handed in or asked to be completed; asked for more, the former."""
    fit = {ResearchState.HANDED_IN.value, ResearchState.MORE_ASKED.value}
    return None if paper.state in fit - {to.value} else ResearchRefusal.NOT_HANDED_IN


def refuse_excuse(duty: Duty) -> ResearchRefusal | None:
    if duty.is_met():
        return ResearchRefusal.MET
    if duty.state() == DutyState.EXCUSE_ASKED:
        return ResearchRefusal.EXCUSE_PENDING
    return None


def refuse_passing(duty: Duty, seat: Membership | None) -> ResearchRefusal | None:
    """Only what nobody has worked on passes to another, and only to a member of the group."""
    if duty.is_met():
        return ResearchRefusal.MET
    if duty.paper:
        return ResearchRefusal.HAS_PAPERS
    return None if seat else ResearchRefusal.NOT_MEMBER


def gaps(session: StudySession, *, at: datetime) -> list[Gap]:  # noqa: ARG001 - every stage asks so
    """Before the meeting: a paper or an excuse from every member, and the speakers named.

    How many, not who: every member reads this line, the names stand on the leads' matrix.
    """
    found = []
    duties = list(Duty.objects.filter(session=session).select_related("paper"))
    unmet = sum(not duty.is_met() for duty in duties)
    if unmet:
        found.append(Gap("research_missing", f"{unmet} 人未完成调研", "research"))
    if not any(duty.is_speaker for duty in duties):
        found.append(Gap("no_speaker", "未确定重点发言人", "research"))
    return found
