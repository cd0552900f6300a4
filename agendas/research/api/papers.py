"""Research papers in the API."""

from __future__ import annotations

from django.db import transaction
from django.http import FileResponse, Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection
from accounts.files.api import stored
from accounts.files.texts import text_of
from accounts.http import send_file
from agendas.proxies.api import given
from agendas.research import actions
from agendas.research.api.serializers import (
    FieldVisitInput,
    FindingSerializer,
    HandInInput,
    ListProblemInput,
    PaperInput,
    RemarkInput,
    RemoveFindingInput,
    ResearchSerializer,
    TextSerializer,
)
from agendas.research.models import Research
from agendas.sessions.api import OfSession


class ResearchFilters(OfSession):
    class Meta:
        model = Research
        fields = ["state"]


class ResearchViewSet(Collection[Research]):
    """调研材料：本人的，以及本人可以查看的。"""

    serializer_class = ResearchSerializer
    queryset = Research.objects.with_all().select_related("session__group")
    filterset_class = ResearchFilters
    search_fields = ["title", "text"]

    def reply(self, row: Research, *, made: bool = False) -> Response:
        """The paper as it now is, read afresh with its authors and findings."""
        return super().reply(Research.objects.with_all().get(pk=row.pk), made=made)

    @extend_schema(request=HandInInput)
    @transaction.atomic
    def create(self, request: ApiRequest) -> Response:
        """提交调研材料，正文、文件至少一项；附文件的用 multipart 提交。"""
        words = self.typed(request, HandInInput)
        words["file"] = stored(words.get("file"), by=request.user)
        words["given"] = given(words, by=request.user)
        words["authors"] = words.get("authors") or [request.user]
        return self.reply(actions.hand_in(**words), made=True)

    @extend_schema(request=PaperInput)
    @action(detail=True, methods=["post"], url_path="hand-in")
    @transaction.atomic
    def hand_in(self, request: ApiRequest, **_: str) -> Response:
        """重新提交；不填作者的，作者不变。"""
        paper, words = self.get_object(), self.typed(request, PaperInput)
        words["file"] = stored(words.get("file"), by=request.user)
        words["given"] = given(words, by=request.user)
        words["authors"] = words.get("authors") or [duty.person for duty in paper.duties.all()]
        return self.reply(actions.hand_in(session=paper.session, paper=paper, **words))

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def file(self, *_: ApiRequest, **__: str) -> FileResponse:
        """下载文件。"""
        paper = self.get_object()
        if paper.file is None:
            raise Http404
        return send_file(paper.file)

    @extend_schema(responses=TextSerializer)
    @action(detail=True, methods=["get"])
    def text(self, *_: ApiRequest, **__: str) -> Response:
        """文件里的文字，PDF 按页；没有文件或者这类文件不读取文字的，答 404。"""
        paper = self.get_object()
        text = text_of(paper.file) if paper.file else None
        if text is None:
            raise Http404
        return Response(TextSerializer(text).data)

    @extend_schema(request=RemarkInput)
    @action(detail=True, methods=["post"], url_path="return")
    def return_paper(self, request: ApiRequest, **_: str) -> Response:
        """退回，注明原因。"""
        paper = self.get_object()
        return self.reply(actions.return_paper(paper=paper, **self.typed(request, RemarkInput)))

    @extend_schema(request=RemarkInput)
    @action(detail=True, methods=["post"], url_path="ask-more")
    def ask_more(self, request: ApiRequest, **_: str) -> Response:
        """请补充，注明需要补充的内容。"""
        paper, words = self.get_object(), self.typed(request, RemarkInput)
        return self.reply(actions.ask_for_more(paper=paper, remark=words.pop("reason"), **words))

    @extend_schema(request=FindingSerializer, responses={201: ResearchSerializer})
    @action(detail=True, methods=["post"])
    def findings(self, request: ApiRequest, **_: str) -> Response:
        """标注一条实际情况、症结或方案。"""
        paper = self.get_object()
        actions.mark_finding(paper=paper, **self.typed(request, FindingSerializer))
        return self.reply(paper, made=True)

    @extend_schema(request=RemoveFindingInput)
    @action(detail=True, methods=["post"], url_path="remove-finding")
    def remove_finding(self, request: ApiRequest, **_: str) -> Response:
        """删除一条标注。"""
        paper = self.get_object()
        actions.remove_finding(**self.typed(request, RemoveFindingInput))
        return self.reply(paper)

    @extend_schema(request=FieldVisitInput, responses={201: ResearchSerializer})
    @action(detail=True, methods=["post"])
    def visits(self, request: ApiRequest, **_: str) -> Response:
        """记一次走访：日期、单位或地点、见面人数、问题；不记姓名。"""
        paper = self.get_object()
        actions.note_visit(paper=paper, **self.typed(request, FieldVisitInput))
        return self.reply(paper, made=True)

    @extend_schema(request=ListProblemInput)
    @action(detail=True, methods=["post"], url_path="list-problem")
    def list_problem(self, request: ApiRequest, **_: str) -> Response:
        """把走访发现的问题列入本中心组的问题清单。"""
        paper = self.get_object()
        actions.list_problem(**self.typed(request, ListProblemInput))
        return self.reply(paper)
