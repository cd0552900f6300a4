"""What the collections of the API share: who calls, what he sees, how he reaches an action."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.people.models import User

M = TypeVar("M", bound=Model)


class ApiRequest(Request):
    """A call of the API by somebody signed in; the collections have no other."""

    user: User


def signed(request: ApiRequest) -> dict[str, Any]:
    """What every action asks: who acts, and when."""
    return {"by": request.user, "at": timezone.now()}


class Collection(ReadOnlyModelViewSet[M]):
    """Those of ``queryset`` that the caller may see; the others do not exist for him.

    Each collection and each of its verbs says in its own docstring, in Chinese, what it is:
    that is what the API's page shows.
    """

    request: ApiRequest

    def get_queryset(self) -> QuerySet[M]:
        rows: Any = super().get_queryset()
        visible: QuerySet[M] = rows.visible_to(self.request.user)
        return visible

    def typed(
        self, request: ApiRequest, form: type[BaseSerializer[Any]] | None = None
    ) -> dict[str, Any]:
        """The body as ``form`` reads it (the collection's own by default), signed for an action.

        Raises the serializer's ``ValidationError`` (400) for what cannot be read.
        """
        form = form or self.get_serializer_class()
        body = form(data=request.data, context=self.get_serializer_context())
        body.is_valid(raise_exception=True)
        return {**body.validated_data, **signed(request)}

    def reply(self, row: M, *, made: bool = False) -> Response:
        """The row as the collection shows it; 201 for one just made."""
        code = status.HTTP_201_CREATED if made else status.HTTP_200_OK
        return Response(self.get_serializer(row).data, status=code)
