"""Which role a person holds where, and who may give roles to whom."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import TextChoices

from accounts.people.models import Role, RoleGrant, User
from accounts.units.models import Unit

# Three separate administrators, as the protection level asks (等保): nobody is two of them.
ADMINISTRATORS: tuple[str, ...] = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)


MOST_PHRASES, LONGEST_PHRASE = 10, 60


class PhraseRefusal(TextChoices):
    TOO_MANY = "too_many", f"常用语最多 {MOST_PHRASES} 条。"
    TOO_LONG = "too_long", f"每条常用语不超过 {LONGEST_PHRASE} 个字。"


class GrantRefusal(TextChoices):
    OWN = "own_role", "不能给自己授予角色。"
    SEPARATE = "separate_administrators", "系统管理员、安全保密管理员、安全审计员须由不同人员担任。"


def holds(person: User, role: str, unit: Unit) -> bool:
    """Whether he holds the role at the unit, or at one above it."""
    return RoleGrant.objects.filter(
        person=person, role=role, unit__path__in=unit.path_upward()
    ).exists()


def may_manage_people(person: User, unit: Unit) -> bool:
    """People and their roles are the security administrator's work, at his unit and below."""
    return holds(person, Role.SECURITY_ADMIN, unit)


def may_manage_units(person: User, unit: Unit) -> bool:
    """Units and their study groups are the system administrator's work, at his unit and below."""
    return holds(person, Role.SYSTEM_ADMIN, unit)


def refuse_phrases(phrases: Collection[str]) -> PhraseRefusal | None:
    if len(phrases) > MOST_PHRASES:
        return PhraseRefusal.TOO_MANY
    too_long = any(len(phrase) > LONGEST_PHRASE for phrase in phrases)
    return PhraseRefusal.TOO_LONG if too_long else None


def refuse_grant(person: User, role: str, *, by: User | None) -> GrantRefusal | None:
    """Why the role cannot be his; ``by`` is empty where the system is being set up."""
    if person == by:
        return GrantRefusal.OWN
    others = set(ADMINISTRATORS) - {role}
    if role in ADMINISTRATORS and person.roles.filter(role__in=others).exists():
        return GrantRefusal.SEPARATE
    return None
