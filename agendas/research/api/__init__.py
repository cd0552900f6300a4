"""The research collections of the API: papers, and who owes one."""

from agendas.research.api.duties import DutyViewSet
from agendas.research.api.papers import ResearchViewSet

__all__ = ["DutyViewSet", "ResearchViewSet"]
