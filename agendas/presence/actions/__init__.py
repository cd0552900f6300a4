"""Merging the marks of the room, and signing in by the code on its screen."""

from agendas.presence.actions.code import check_in, holds_now, switch_code
from agendas.presence.actions.marks import Merged, merge_marks, settle

__all__ = ["Merged", "check_in", "holds_now", "merge_marks", "settle", "switch_code"]
