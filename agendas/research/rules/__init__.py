"""Who does what about research and why not; what files dropped at once are worth."""

from agendas.research.rules.papers import (
    MOST_FINDINGS,
    UNTIL_CLOSED,
    UNTIL_HELD,
    ResearchRefusal,
    gaps,
    may_ask_more,
    may_hand_in,
    may_mark,
    page_of,
    refuse_authors,
    refuse_excuse,
    refuse_hand_in,
    refuse_page,
    refuse_remark,
    wrote,
)

__all__ = [
    "MOST_FINDINGS",
    "UNTIL_CLOSED",
    "UNTIL_HELD",
    "ResearchRefusal",
    "gaps",
    "may_ask_more",
    "may_hand_in",
    "may_mark",
    "page_of",
    "refuse_authors",
    "refuse_excuse",
    "refuse_hand_in",
    "refuse_page",
    "refuse_remark",
    "wrote",
]
