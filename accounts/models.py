"""The tables of this app, gathered from its rooms for Django to find."""

from accounts.audit.models import LogEntry
from accounts.files.models import StoredFile
from accounts.notices.models import Delivery, Notice
from accounts.people.models import RoleGrant, User
from accounts.search.models import Entry
from accounts.units.models import Unit

__all__ = [
    "Delivery",
    "Entry",
    "LogEntry",
    "Notice",
    "RoleGrant",
    "StoredFile",
    "Unit",
    "User",
]
