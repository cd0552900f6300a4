"""Whether a past session entered by mistake may be taken out again."""

from __future__ import annotations

from django.db.models import TextChoices

from accounts.people.models import User
from agendas.board.models import BoardNotice, PressMaterial, Publication
from agendas.measures.models import Measure
from agendas.proxies.models import Proxy
from agendas.sessions.models import Decision, StageChange, StudySession
from agendas.sessions.rules import runs


class WithdrawalRefusal(TextChoices):
    NOT_BACKFILLED = "not_backfilled", "只有补录的学习会可以撤销。"
    WORKED_ON = "worked_on", "补录后已有措施、审定、公开内容等后续办理，不能撤销。"


def may_withdraw(person: User, session: StudySession) -> bool:
    """Whether he is offered to take the session out."""
    is_his = session.is_backfilled and runs(person, session)
    return is_his and refuse_withdrawal(session) is None


def refuse_withdrawal(session: StudySession) -> WithdrawalRefusal | None:
    """Only as it came in: nothing that anybody did with it since is lost."""
    if not session.is_backfilled:
        return WithdrawalRefusal.NOT_BACKFILLED
    has_moved = StageChange.objects.filter(session=session).count() > 1
    is_worked_on = has_moved or any(
        rows.filter(session=session).exists()
        for rows in (
            Measure.objects.all(),
            Decision.objects.all(),
            Proxy.objects.all(),
            BoardNotice.objects.all(),
            PressMaterial.objects.all(),
            Publication.objects.all(),
        )
    )
    return WithdrawalRefusal.WORKED_ON if is_worked_on else None
