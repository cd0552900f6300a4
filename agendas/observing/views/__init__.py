"""Pages of observations, inspections, and what learners take home."""

from agendas.observing.views.entries import enter_inspection, inspections, takeaway, takeaways
from agendas.observing.views.observation import (
    agree,
    ask_another,
    hand_over,
    name_team,
    observation,
    report,
    respond,
    withdraw,
)
from agendas.observing.views.overview import (
    observations,
    observing,
    observing_of_session,
    propose,
)

__all__ = [
    "agree",
    "ask_another",
    "enter_inspection",
    "hand_over",
    "inspections",
    "name_team",
    "observation",
    "observations",
    "observing",
    "observing_of_session",
    "propose",
    "report",
    "respond",
    "takeaway",
    "takeaways",
    "withdraw",
]
