"""Adding people and giving them roles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict, Unpack

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.audit.actions import record
from accounts.people.models import RoleGrant, User
from accounts.people.rules import (
    may_manage_people,
    may_manage_units,
    refuse_grant,
    refuse_phrases,
)
from accounts.units.models import Unit


class Particulars(TypedDict, total=False):
    """What may be known of a person besides his name; all the personal data there is."""

    post: str
    order: int
    phone: str
    email: str


@transaction.atomic
def add_person(
    *,
    unit: Unit,
    full_name: str,
    username: str,
    by: User | None,
    password: str | None = None,
    **particulars: Unpack[Particulars],
) -> User:
    """Enter a person; without a password he sets one himself by the link sent to his e-mail.

    ``by`` is the unit's security administrator, or empty where the system is being set up.
    Raises ``PermissionDenied`` for anybody else, ``ValidationError`` for a user name or phone
    that is another's and for a weak password.
    """
    check_people_manager(by, unit)
    person = User(unit=unit, full_name=full_name, username=username, **particulars)
    if password is not None:
        validate_password(password, person)
    person = User.objects.create_user(
        username, password, unit=unit, full_name=full_name, **particulars
    )
    record("person.add", person, by=by)
    return person


@transaction.atomic
def grant_role(
    *, person: User, role: str, unit: Unit, by: User | None, duties: str = ""
) -> RoleGrant:
    """Give a person a role at a unit. ``by`` as in ``add_person``.

    Raises ``PermissionDenied``, or ``ValidationError`` with the refusal's code; also when he
    holds the role already.
    """
    check_people_manager(by, unit)
    if refusal := refuse_grant(person, role, by=by):
        raise ValidationError(refusal.label, code=refusal.value)
    grant = RoleGrant(person=person, role=role, unit=unit, duties=duties)
    grant.full_clean()
    grant.save()
    record("role.grant", grant, by=by)
    return grant


@transaction.atomic
def keep_phrases(*, by: User, at: datetime, phrases: Iterable[str]) -> list[str]:
    """Keep these as the words he often uses, in their order, in place of those he had.

    Blank ones and repetitions are left out. Raises ``ValidationError`` for too many or too long.
    """
    kept = list(dict.fromkeys(filter(None, (phrase.strip() for phrase in phrases))))
    if refusal := refuse_phrases(kept):
        raise ValidationError(refusal.label, code=refusal.value)
    by.stock_phrases = kept
    by.save(update_fields=["stock_phrases"])
    record("person.keep_phrases", by, by=by, at=at, fields=["stock_phrases"])
    return kept


def check_people_manager(by: User | None, unit: Unit) -> None:
    """Raises ``PermissionDenied`` unless ``by`` keeps people there; empty is the installer."""
    if by is not None and not may_manage_people(by, unit):
        raise PermissionDenied("人员和角色由安全保密管理员维护。")


def check_unit_manager(by: User | None, unit: Unit | None) -> None:
    """Raises ``PermissionDenied`` unless ``by`` keeps units there; empty is the installer."""
    if by is not None and (unit is None or not may_manage_units(by, unit)):
        raise PermissionDenied("单位和中心组由系统管理员维护。")
