"""What was entered for others, in the API, and what the other rooms take and show of it."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection
from accounts.files.api import CheckedFileField, stored
from accounts.http import send_file
from accounts.people.models import User
from agendas.proxies import actions, rules
from agendas.proxies.models import Proxy
from agendas.proxies.rules import Given
from agendas.sessions.api import DayField, OfSession
from studygroups.groups.rules import membership_of


class GivenInput(serializers.Serializer[Any]):
    """Only where the caller enters something for another."""

    given_on = DayField(
        required=False, write_only=True, help_text="代交时本人提供的日期，不填即为今天"
    )
    scan = CheckedFileField(
        required=False, write_only=True, help_text="代交时本人交来的纸质件，用 multipart 提交"
    )


def given(words: dict[str, Any], *, by: User) -> Given | None:
    """What ``enter_for`` wants to know, taken out of the words read; keeps the file."""
    on, scan = words.pop("given_on", None), words.pop("scan", None)
    if on is None and scan is None:
        return None
    return Given(on or timezone.localdate(), stored(scan, by=by))


class EnteredSerializer(serializers.ModelSerializer[Proxy]):
    """The mark on the thing itself: who entered it, and when it was given."""

    entered_by = serializers.CharField(source="entered_by.full_name")

    class Meta:
        model = Proxy
        fields = ["id", "entered_by", "given_on", "objected_at"]


class ProxySerializer(EnteredSerializer):
    person_name = serializers.CharField(source="person.full_name")

    class Meta:
        model = Proxy
        fields = [
            "id",
            "session",
            "kind",
            "person",
            "person_name",
            "given_on",
            "entered_by",
            "entered_at",
            "objection",
            "objected_at",
        ]


class ObjectionInput(serializers.Serializer[None]):
    text = serializers.CharField(max_length=200)


class ProxyFilters(OfSession):
    class Meta:
        model = Proxy
        fields = ["kind", "person"]


class ProxyViewSet(Collection[Proxy]):
    """代交、代答复：组长、副组长、学习秘书看全部，成员看涉及学习会的，本人的始终可见。"""

    serializer_class = ProxySerializer
    queryset = Proxy.objects.with_people().in_order()
    filterset_class = ProxyFilters
    search_fields = ["person__full_name"]

    @extend_schema(request=ObjectionInput)
    @action(detail=True, methods=["post"], url_path="object")
    def object_to(self, request: ApiRequest, **_: str) -> Response:
        """本人提出异议，限一次。"""
        proxy, words = self.get_object(), self.typed(request, ObjectionInput)
        return self.reply(actions.object_to_proxy(proxy=proxy, **words))

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def scan(self, request: ApiRequest, **_: str) -> FileResponse:
        """下载扫描件。"""
        proxy = self.get_object()
        seat = membership_of(request.user, proxy.session.group, on=timezone.localdate())
        if proxy.scan is None or not rules.may_read_scan(request.user, proxy, seat):
            raise Http404
        return send_file(proxy.scan)
