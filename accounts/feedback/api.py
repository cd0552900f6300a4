"""意见建议 over the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection
from accounts.feedback import actions
from accounts.feedback.models import LONGEST, Feedback
from accounts.filters import Filters, WholeFilter


class FeedbackSerializer(serializers.ModelSerializer[Feedback]):
    writer = serializers.CharField(source="writer.full_name", read_only=True)

    class Meta:
        model = Feedback
        fields = ["id", "writer", "category", "text", "page", "created_at", "answer", "answered_at"]
        read_only_fields = ["created_at", "answer", "answered_at"]


class FeedbackAnswerInput(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=LONGEST)


class FeedbackFilters(Filters):
    year = WholeFilter("created_at__year", most=9999, label="年度")

    class Meta:
        model = Feedback
        fields = ["category"]


class FeedbackViewSet(Collection[Feedback]):
    """意见建议：本人提出的；系统管理员还看到本单位及下级单位人员提出的。"""

    queryset = Feedback.objects.select_related("writer__unit")
    serializer_class = FeedbackSerializer
    filterset_class = FeedbackFilters
    search_fields = ["text"]

    def create(self, request: ApiRequest) -> Response:
        """提出意见建议。"""
        return self.reply(actions.send_feedback(**self.typed(request)), made=True)

    @extend_schema(request=FeedbackAnswerInput)
    @action(detail=True, methods=["post"])
    def answer(self, request: ApiRequest, **_: str) -> Response:
        """答复，只能答复一次。"""
        feedback = self.get_object()
        typed = self.typed(request, FeedbackAnswerInput)
        return self.reply(actions.answer_feedback(feedback=feedback, **typed))
