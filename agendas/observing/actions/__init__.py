"""Choosing whom to observe, agreeing on it, handing over, feeding back; inspections, learners."""

from agendas.observing.actions.agreeing import agree, ask_another, hand_over
from agendas.observing.actions.choosing import name_team, propose, withdraw
from agendas.observing.actions.entries import enter_inspection, leave_takeaway
from agendas.observing.actions.feedback import report, respond

__all__ = [
    "agree",
    "ask_another",
    "enter_inspection",
    "hand_over",
    "leave_takeaway",
    "name_team",
    "propose",
    "report",
    "respond",
    "withdraw",
]
