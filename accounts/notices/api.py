"""The inbox over the API."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ModelSerializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.http import signed_in
from accounts.notices import actions
from accounts.notices.models import Notice, NoticeQuerySet


class NoticeSerializer(ModelSerializer[Notice]):
    class Meta:
        model = Notice
        fields = ["id", "kind", "text", "path", "due_at", "read_at"]


class NoticeViewSet(ReadOnlyModelViewSet[Notice]):
    """通知：本人的收件箱。"""

    queryset = Notice.objects.none()
    serializer_class = NoticeSerializer
    search_fields = ["text"]

    def get_queryset(self) -> NoticeQuerySet:
        return Notice.objects.visible_to(signed_in(self.request))

    @extend_schema(request=None, responses=NoticeSerializer)
    @action(detail=True, methods=["post"])
    def read(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - fixed signature
        """标为已读。"""
        notice = actions.mark_read(
            notice=self.get_object(), by=signed_in(request), at=timezone.now()
        )
        return Response(self.get_serializer(notice).data)
