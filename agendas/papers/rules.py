"""Who writes, signs and sends official papers, and what the fourth stage still lacks."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone

from accounts.units.models import Unit
from agendas.drafts.rules import Course
from agendas.papers.models import Paper, PaperKind, PaperStatus
from agendas.sessions.models import StudySession
from agendas.sessions.rules import Gap, met_on, refuse_change
from studygroups.forms.models import Stage
from studygroups.groups.models import StudyGroup

SETTLED = (PaperStatus.SENT, PaperStatus.NOT_APPLICABLE)
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


# Written, or said not to apply, while words are turned into measures; signed, it is returned as
# long as it is not sent.
REPORT = Course(
    written_in=(Stage.CONVERSION,),
    decided_in=(Stage.CONVERSION,),
    submitted=PaperRefusal.SUBMITTED,
    approved=PaperRefusal.SIGNED,
    not_submitted=PaperRefusal.NOT_SUBMITTED,
    twice=PaperRefusal.NOT_SUBMITTED,
    since=met_on,
)


def refuse_submitting(paper: Paper) -> TextChoices | None:
    if refusal := refuse_change(paper.session, Stage.CONVERSION):
        return refusal
    if not paper.is_draft():
        return PaperRefusal.NOT_DRAFT
    if not (paper.title.strip() and paper.body.strip()):
        return PaperRefusal.EMPTY
    return None if paper.recipients.exists() else PaperRefusal.NO_RECIPIENT


def refuse_sending(paper: Paper, *, sent_on: date, at: datetime) -> TextChoices | None:
    if refusal := refuse_change(paper.session, Stage.CONVERSION):
        return refusal
    if not paper.is_approved() or paper.decision is None:
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
    text = _MISSING[PaperStatus(report.status)]
    return [Gap("report_not_sent", text, "papers", awaits_decision=report.is_submitted())]
