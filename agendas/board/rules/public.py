"""Who takes the public board out as static pages."""

from __future__ import annotations

from accounts.people.models import Role, User


def may_export(person: User) -> bool:
    """Whoever supervises puts it on the government portal; all of it is public anyway."""
    return person.roles.filter(role=Role.SUPERVISOR).exists()
