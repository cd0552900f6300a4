"""Who writes, signs and sends official papers, and what the fourth stage still lacks."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone

from accounts.units.models import Unit
from agendas.papers.models import Paper, PaperKind, PaperStatus
from agendas.sessions.models import Outcome, StudySession
from agendas.sessions.rules import Gap, refuse_change
from studygroups.forms.models import Stage
from studygroups.groups.models import StudyGroup

SETTLED = (PaperStatus.SENT, PaperStatus.NOT_APPLICABLE)
# What may still be rewritten, or set aside as not applicable.
_OPEN = (PaperStatus.DRAFT, PaperStatus.NOT_APPLICABLE)
_MISSING = {
    PaperStatus.DRAFT: "会议专报未送审",
    PaperStatus.SUBMITTED: "会议专报待签发",
    PaperStatus.APPROVED: "会议专报未报送",
}


class PaperRefusal(TextChoices):
    SUBMITTED = "submitted", "会议专报已送审，撤回后才能修改。"
    SIGNED = "signed", "会议专报已签发，不能再修改。"
    NOT_DRAFT = "not_draft", "会议专报不在起草状态。"
    EMPTY = "empty", "标题和正文都填写后才能送审。"
    NO_RECIPIENT = "no_recipient", "请选择报送单位。"
    NOT_SUBMITTED = "not_submitted", "会议专报不在待审定状态。"
    NOT_SIGNED = "not_signed", "会议专报签发后才能报送。"
    SENT_LATER = "sent_later", "报送日期不能晚于今天。"
    SENT_BEFORE_SIGNED = "sent_before_signed", "报送日期不能早于签发日期。"
    NEEDS_REASON = "needs_reason", "不适用须写明理由。"


def units_above(group: StudyGroup) -> QuerySet[Unit]:
    """Where a report usually goes: the units that supervise the group, and those over its own."""
    own = group.unit
    over = Q(path__in=own.path_upward()) & ~Q(pk=own.pk)
    return Unit.objects.filter(Q(supervisions__group=group) | over).distinct()


def refuse_writing(session: StudySession, paper: Paper | None) -> TextChoices | None:
    """The report is written, or said not to apply, while words are turned into measures."""
    if refusal := refuse_change(session, Stage.CONVERSION):
        return refusal
    if paper is None or paper.status in _OPEN:
        return None
    submitted = paper.status == PaperStatus.SUBMITTED
    return PaperRefusal.SUBMITTED if submitted else PaperRefusal.SIGNED


def refuse_submitting(paper: Paper) -> TextChoices | None:
    if refusal := refuse_change(paper.session, Stage.CONVERSION):
        return refusal
    if paper.status != PaperStatus.DRAFT:
        return PaperRefusal.NOT_DRAFT
    if not (paper.title.strip() and paper.body.strip()):
        return PaperRefusal.EMPTY
    return None if paper.recipients.exists() else PaperRefusal.NO_RECIPIENT


def refuse_withdrawing(paper: Paper) -> TextChoices | None:
    if refusal := refuse_change(paper.session, Stage.CONVERSION):
        return refusal
    return None if paper.status == PaperStatus.SUBMITTED else PaperRefusal.NOT_SUBMITTED


def refuse_deciding(paper: Paper, *, outcome: str) -> TextChoices | None:
    """A submitted paper is signed or returned; a signed one returned as long as it is not sent."""
    if refusal := refuse_change(paper.session, Stage.CONVERSION):
        return refusal
    if paper.status == PaperStatus.SUBMITTED:
        return None
    if paper.status == PaperStatus.APPROVED and outcome == Outcome.RETURNED:
        return None
    return PaperRefusal.NOT_SUBMITTED


def refuse_sending(paper: Paper, *, sent_on: date, at: datetime) -> TextChoices | None:
    if refusal := refuse_change(paper.session, Stage.CONVERSION):
        return refusal
    if paper.status != PaperStatus.APPROVED or paper.decision is None:
        return PaperRefusal.NOT_SIGNED
    if sent_on > timezone.localdate(at):
        return PaperRefusal.SENT_LATER
    return PaperRefusal.SENT_BEFORE_SIGNED if sent_on < paper.decision.on else None


def gaps(session: StudySession, *, at: datetime) -> list[Gap]:  # noqa: ARG001 - every stage asks so
    """Before follow-up: the report sent, or not applicable with a reason."""
    report = Paper.objects.filter(session=session, kind=PaperKind.REPORT).first()
    if report is None:
        return [Gap("no_report", "会议专报未起草", "papers")]
    if report.status in SETTLED:
        return []
    waits = report.status == PaperStatus.SUBMITTED
    text = _MISSING[PaperStatus(report.status)]
    return [Gap("report_not_sent", text, "papers", awaits_decision=waits)]
