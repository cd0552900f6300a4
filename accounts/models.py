"""The tables of this app, gathered from its rooms for Django to find."""

from accounts.audit.models import LogEntry
from accounts.feedback.models import Feedback
from accounts.files.models import DiscardedBytes, FileText, StoredFile
from accounts.notices.models import Delivery, Letter, Notice
from accounts.people.models import RoleGrant, StandIn, User
from accounts.search.models import Entry
from accounts.units.models import Unit

__all__ = [
    "Delivery",
    "DiscardedBytes",
    "Entry",
    "Feedback",
    "FileText",
    "Letter",
    "LogEntry",
    "Notice",
    "RoleGrant",
    "StandIn",
    "StoredFile",
    "Unit",
    "User",
]
