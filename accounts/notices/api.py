"""The inbox over the API."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.serializers import ModelSerializer

from accounts.api import ApiRequest, Collection, signed
from accounts.notices import actions
from accounts.notices.models import Notice


class NoticeSerializer(ModelSerializer[Notice]):
    class Meta:
        model = Notice
        fields = ["id", "kind", "text", "path", "due_at", "read_at"]


class NoticeViewSet(Collection[Notice]):
    """通知：本人的收件箱。"""

    queryset = Notice.objects.all()
    serializer_class = NoticeSerializer
    search_fields = ["text"]

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def read(self, request: ApiRequest, **_: str) -> Response:
        """标为已读。"""
        return self.reply(actions.mark_read(notice=self.get_object(), **signed(request)))
