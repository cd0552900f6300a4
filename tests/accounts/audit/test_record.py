"""The log tells who did what to which object, never what was written in it."""

from __future__ import annotations

import pytest
from django.db import transaction

from accounts.audit.actions import record
from accounts.audit.models import LogEntry
from tests.factories import at


def test_an_entry_names_act_object_person_moment_and_fields(secretary, group):
    record(
        "group.rename",
        group,
        by=secretary,
        at=at("2017-03-31 14:30"),
        fields=["name", "is_demonstration"],
    )

    entry = LogEntry.objects.get(kind="group.rename")
    assert (entry.kind, entry.by, entry.at) == ("group.rename", secretary, at("2017-03-31 14:30"))
    assert entry.object_key == f"studygroups.studygroup:{group.pk}"
    assert entry.label == "中心组"
    assert entry.fields == ["is_demonstration", "name"]


def test_no_value_of_the_object_enters_the_log(member):
    member.phone, member.email = "13800000001", "member@example.org"
    member.save()

    record("person.change", member, by=None, fields=["phone", "email"])

    kept = str(list(LogEntry.objects.values()))
    for value in ("13800000001", "member@example.org", member.full_name, member.username):
        assert value not in kept


def test_an_act_given_up_leaves_no_entry(secretary, group):
    with transaction.atomic():
        record("group.rename", group, by=secretary)
        transaction.set_rollback(True)

    assert not LogEntry.objects.filter(kind="group.rename").exists()


def test_a_person_in_the_log_cannot_be_deleted(secretary, group):
    record("group.rename", group, by=secretary)
    secretary.memberships.all().delete()

    with pytest.raises(Exception, match="protected"):
        secretary.delete()

    assert LogEntry.objects.get(kind="group.rename").by == secretary
