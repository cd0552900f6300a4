"""How the lists of the API are narrowed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import ForeignKey, OneToOneField
from django_filters.rest_framework import DjangoFilterBackend, FilterSet, NumberFilter
from rest_framework.exceptions import ValidationError
from rest_framework.filters import SearchFilter
from rest_framework.request import Request

MOST_WORDS = 20


class WholeFilter(NumberFilter):  # type: ignore[misc] # has no types
    """A key or a year; what no column could hold is refused before the database is asked."""

    field_class = forms.IntegerField

    def __init__(self, field_name: str | None = None, *, most: int = 2**63 - 1, **kw: Any) -> None:
        super().__init__(field_name, min_value=1, max_value=most, **kw)


class Filters(FilterSet):  # type: ignore[misc] # has no types
    # A row of another table is named by its key alone: one that does not exist and one that the
    # caller may not see answer alike.
    FILTER_DEFAULTS = FilterSet.FILTER_DEFAULTS | {
        ForeignKey: {"filter_class": WholeFilter},
        OneToOneField: {"filter_class": WholeFilter},
    }


class Narrowing(DjangoFilterBackend):  # type: ignore[misc] # has no types
    filterset_base = Filters


class Searching(SearchFilter):
    """Every word asked for must be found; each is a condition of its own to the database."""

    def get_search_terms(self, request: Request) -> list[str]:
        terms = super().get_search_terms(request)
        if len(terms) > MOST_WORDS:
            raise ValidationError({"search": f"搜索词不能超过{MOST_WORDS}个。"})
        return terms
