"""The list of problems that feedback and inspections end in."""

from __future__ import annotations

from rest_framework import serializers

from agendas.observing.rules import LONGEST_PROBLEM


class ProblemsField(serializers.ListField):
    """Each of them a problem of the group's list from then on."""

    child = serializers.CharField(max_length=LONGEST_PROBLEM)
