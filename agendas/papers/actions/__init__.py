"""Everything that happens to a session's report, from the first draft to the day it went out."""

from agendas.papers.actions.drafts import (
    draft_report,
    mark_not_applicable,
    start_report,
    submit_paper,
    withdraw_paper,
)
from agendas.papers.actions.signing import REPORT, decide_paper, send_paper

__all__ = [
    "REPORT",
    "decide_paper",
    "draft_report",
    "mark_not_applicable",
    "send_paper",
    "start_report",
    "submit_paper",
    "withdraw_paper",
]
