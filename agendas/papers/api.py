"""Official papers in the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.http import ApiRequest, signed_in
from agendas.papers import actions
from agendas.papers.models import Paper
from agendas.sessions.api import DecisionInput, DecisionSerializer, VisibleField
from agendas.sessions.models import StudySession


class PaperSerializer(serializers.ModelSerializer[Paper]):
    session = VisibleField(queryset=StudySession.objects.select_related("group__unit"))
    decision = DecisionSerializer(read_only=True)

    class Meta:
        model = Paper
        fields = [
            "id",
            "session",
            "kind",
            "issuer",
            "year",
            "number",
            "title",
            "body",
            "recipients",
            "status",
            "reason",
            "sent_on",
            "decision",
        ]
        read_only_fields = ["kind", "issuer", "year", "number", "status", "reason", "sent_on"]
        # Posting again changes the draft; the action keeps a session at one report.
        validators: list[object] = []
        extra_kwargs = {
            "title": {"required": True, "allow_blank": False},
            "body": {"required": True, "allow_blank": False},
        }


class NotApplicableInput(serializers.Serializer[Any]):
    session = VisibleField(queryset=StudySession.objects.select_related("group__unit"))
    reason = serializers.CharField(max_length=200)


class SendInput(serializers.Serializer[Any]):
    sent_on = serializers.DateField()


class PaperViewSet(ReadOnlyModelViewSet[Paper]):
    """A session has one report: posting again changes it as long as it is a draft."""

    serializer_class = PaperSerializer
    queryset = Paper.objects.none()
    filterset_fields = ["session", "kind", "status", "year"]
    search_fields = ["title", "body"]

    def get_queryset(self) -> QuerySet[Paper]:
        rows = Paper.objects.visible_to(signed_in(self.request))
        rows = rows.select_related("session__group__unit", "submitted_by", "decision__by")
        return rows.prefetch_related("recipients")

    def create(self, request: ApiRequest) -> Response:
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        paper = actions.draft_report(
            by=request.user, at=timezone.now(), **{"recipients": []} | form.validated_data
        )
        return Response(self.get_serializer(paper).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=NotApplicableInput, responses=PaperSerializer)
    @action(detail=False, methods=["post"], url_path="not-applicable")
    def not_applicable(self, request: ApiRequest) -> Response:
        form = NotApplicableInput(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        paper = actions.mark_not_applicable(
            by=request.user, at=timezone.now(), **form.validated_data
        )
        return Response(self.get_serializer(paper).data)

    @extend_schema(request=None, responses=PaperSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: ApiRequest, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        paper = actions.submit_paper(paper=self.get_object(), by=request.user, at=timezone.now())
        return Response(self.get_serializer(paper).data)

    @extend_schema(request=None, responses=PaperSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: ApiRequest, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        paper = actions.withdraw_paper(paper=self.get_object(), by=request.user, at=timezone.now())
        return Response(self.get_serializer(paper).data)

    @extend_schema(request=DecisionInput, responses=PaperSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: ApiRequest, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        form = DecisionInput(data=request.data)
        form.is_valid(raise_exception=True)
        paper = actions.decide_paper(
            paper=self.get_object(), by=request.user, at=timezone.now(), **form.validated_data
        )
        return Response(self.get_serializer(paper).data)

    @extend_schema(request=SendInput, responses=PaperSerializer)
    @action(detail=True, methods=["post"])
    def send(self, request: ApiRequest, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        form = SendInput(data=request.data)
        form.is_valid(raise_exception=True)
        paper = actions.send_paper(
            paper=self.get_object(), by=request.user, at=timezone.now(), **form.validated_data
        )
        return Response(self.get_serializer(paper).data)
