"""Research papers in the API."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.files.actions import store
from accounts.http import send_file, signed_in
from agendas.research import actions
from agendas.research.api.serializers import (
    FindingSerializer,
    HandInInput,
    PaperInput,
    RemarkInput,
    RemoveFindingInput,
    ResearchSerializer,
)
from agendas.research.models import Research, ResearchState
from agendas.sessions.models import StudySession


class ResearchFilter(filters.FilterSet):  # type: ignore[misc] # has no types
    year = filters.NumberFilter(field_name="session__year")
    group = filters.NumberFilter(field_name="session__group")
    state = filters.ChoiceFilter(choices=ResearchState.choices)

    class Meta:
        model = Research
        fields = ["session"]


class ResearchViewSet(ReadOnlyModelViewSet[Research]):
    """调研材料：本人的，以及本人可以查看的。"""

    serializer_class = ResearchSerializer
    queryset = Research.objects.none()
    filterset_class = ResearchFilter
    search_fields = ["title", "text"]

    def get_queryset(self) -> QuerySet[Research]:
        visible = Research.objects.visible_to(signed_in(self.request)).with_authors()
        return visible.select_related("session__group", "file")

    def _answer(self, paper: Research, code: int = status.HTTP_200_OK) -> Response:
        """The paper as it now is, read afresh with its authors and findings."""
        fresh = Research.objects.with_authors().get(pk=paper.pk)
        return Response(self.get_serializer(fresh).data, status=code)

    @transaction.atomic
    def _hand_in(
        self, words: dict[str, Any], session: StudySession, paper: Research | None = None
    ) -> Research:
        by = signed_in(self.request)
        upload = words.pop("file", None)
        authors = words.pop("authors", None)
        if not authors:
            authors = [duty.person for duty in paper.duties.all()] if paper else [by]
        return actions.hand_in(
            session=session,
            authors=authors,
            by=by,
            at=timezone.now(),
            paper=paper,
            file=store(upload, by=by) if upload else None,
            **words,
        )

    @extend_schema(request=HandInInput, responses={201: ResearchSerializer})
    def create(self, request: Request) -> Response:
        form = HandInInput(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        words = form.validated_data
        paper = self._hand_in(words, words.pop("session"))
        return self._answer(paper, status.HTTP_201_CREATED)

    @extend_schema(request=PaperInput, responses=ResearchSerializer)
    @action(detail=True, methods=["post"], url_path="hand-in")
    def hand_in(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        form = PaperInput(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        paper = self.get_object()
        return self._answer(self._hand_in(form.validated_data, paper.session, paper))

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def file(self, request: Request, pk: str) -> FileResponse:  # noqa: ARG002 - the router's signature
        paper = self.get_object()
        if paper.file is None:
            raise Http404
        return send_file(paper.file)

    @extend_schema(request=RemarkInput, responses=ResearchSerializer)
    @action(detail=True, methods=["post"], url_path="return")
    def return_paper(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        form = RemarkInput(data=request.data)
        form.is_valid(raise_exception=True)
        paper = actions.return_paper(
            paper=self.get_object(),
            by=signed_in(request),
            at=timezone.now(),
            reason=form.validated_data["reason"],
        )
        return self._answer(paper)

    @extend_schema(request=RemarkInput, responses=ResearchSerializer)
    @action(detail=True, methods=["post"], url_path="ask-more")
    def ask_more(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        form = RemarkInput(data=request.data)
        form.is_valid(raise_exception=True)
        paper = actions.ask_for_more(
            paper=self.get_object(),
            by=signed_in(request),
            at=timezone.now(),
            remark=form.validated_data["reason"],
        )
        return self._answer(paper)

    @extend_schema(request=FindingSerializer, responses={201: ResearchSerializer})
    @action(detail=True, methods=["post"])
    def findings(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        form = FindingSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        paper = self.get_object()
        actions.mark_finding(
            paper=paper, by=signed_in(request), at=timezone.now(), **form.validated_data
        )
        return self._answer(paper, status.HTTP_201_CREATED)

    @extend_schema(request=RemoveFindingInput, responses=ResearchSerializer)
    @action(detail=True, methods=["post"], url_path="remove-finding")
    def remove_finding(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - the router's signature
        paper = self.get_object()
        form = RemoveFindingInput(data=request.data, paper=paper)
        form.is_valid(raise_exception=True)
        finding = form.validated_data["finding"]
        actions.remove_finding(finding=finding, by=signed_in(request), at=timezone.now())
        return self._answer(paper)
