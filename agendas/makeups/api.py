"""Study made up, in the API: one's own, and all of a group for those who lead it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection, signed
from accounts.files.api import CheckedFileField, stored
from accounts.filters import Filters, WholeFilter
from accounts.http import send_file
from agendas.makeups import actions
from agendas.makeups.models import MakeUp, Material, MaterialFile
from agendas.proxies.api import EnteredSerializer, GivenInput, given
from agendas.sessions.api import DayField, VisibleField
from agendas.sessions.models import StudySession


class MakeUpSerializer(serializers.ModelSerializer[MakeUp]):
    session = serializers.PrimaryKeyRelatedField[Any](source="attendance.session", read_only=True)
    person = serializers.PrimaryKeyRelatedField[Any](source="attendance.person", read_only=True)
    name = serializers.CharField(source="attendance.name", read_only=True)
    is_owed = serializers.BooleanField(read_only=True, help_text="本人还需补学或者补充")
    accepted_by = serializers.CharField(source="accepted_by.full_name", default="", read_only=True)
    proxy = EnteredSerializer(read_only=True, allow_null=True)

    class Meta:
        model = MakeUp
        fields = [
            "id",
            "session",
            "person",
            "name",
            "due_on",
            "state",
            "is_owed",
            "note",
            "handed_in_at",
            "remark",
            "accepted_by",
            "accepted_at",
            "proxy",
        ]


class MakeInput(serializers.Serializer[Any]):
    session = VisibleField(queryset=StudySession.objects.all())
    due_on = DayField(required=False, help_text="完成期限；不填按本地规则的工作日数")


class MaterialInput(serializers.Serializer[Any]):
    session = VisibleField(queryset=StudySession.objects.all())
    text = serializers.CharField(max_length=5000, allow_blank=True, default="")
    file = CheckedFileField(required=False, write_only=True, help_text="用 multipart 提交")


class MaterialFileSerializer(serializers.ModelSerializer[MaterialFile]):
    name = serializers.CharField(source="file.name", read_only=True)

    class Meta:
        model = MaterialFile
        fields = ["id", "name"]


class MaterialSerializer(serializers.ModelSerializer[Material]):
    files = MaterialFileSerializer(many=True, read_only=True)

    class Meta:
        model = Material
        fields = ["text", "files"]


class NoteInput(GivenInput):
    note = serializers.CharField(max_length=500, allow_blank=True, default="")


class MoreInput(serializers.Serializer[None]):
    remark = serializers.CharField(max_length=200)


class MakeUpFilters(Filters):
    session = WholeFilter("attendance__session", label="学习会")
    group = WholeFilter("attendance__session__group", label="中心组")
    year = WholeFilter("attendance__session__year", most=9999, label="年度")

    class Meta:
        model = MakeUp
        fields = ["state"]


class MakeUpViewSet(Collection[MakeUp]):
    """补学：组长、副组长、学习秘书看全部，成员只看本人。"""

    serializer_class = MakeUpSerializer
    queryset = MakeUp.objects.with_rows().in_order()
    filterset_class = MakeUpFilters
    search_fields = ["attendance__name"]

    def get_queryset(self) -> QuerySet[MakeUp]:
        rows: Any = super().get_queryset()
        seated: QuerySet[MakeUp] = rows.with_seats(timezone.localdate())
        return seated

    @extend_schema(request=MakeInput, responses={201: MakeUpSerializer(many=True)})
    def create(self, request: ApiRequest) -> Response:
        """向请假、缺席的成员布置补学，每人一项；答新布置的。"""
        made = actions.make_tasks(**self.typed(request, MakeInput))
        shown = self.get_serializer(made, many=True)
        return Response(shown.data, status=status.HTTP_201_CREATED)

    @extend_schema(request=NoteInput)
    @action(detail=True, methods=["post"], url_path="hand-in")
    @transaction.atomic
    def hand_in(self, request: ApiRequest, **_: str) -> Response:
        """提交补学小结；代交并附扫描件的用 multipart 提交。"""
        row, words = self.get_object(), self.typed(request, NoteInput)
        words["given"] = given(words, by=request.user)
        return self.reply(actions.hand_in(make_up=row, **words))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def accept(self, request: ApiRequest, **_: str) -> Response:
        """确认补学。"""
        return self.reply(actions.accept(make_up=self.get_object(), **signed(request)))

    @extend_schema(request=MoreInput)
    @action(detail=True, methods=["post"], url_path="ask-more")
    def ask_more(self, request: ApiRequest, **_: str) -> Response:
        """请补充，注明需要补充的内容。"""
        row = self.get_object()
        return self.reply(actions.ask_for_more(make_up=row, **self.typed(request, MoreInput)))

    @extend_schema(responses=MaterialSerializer)
    @action(detail=True, methods=["get"])
    def material(self, *_: ApiRequest, **__: str) -> Response:
        """补学材料。"""
        materials = Material.objects.filter(session=self.get_object().session)
        return Response(_shown(materials.with_files().first() or Material()))

    @extend_schema(request=MaterialInput, responses=MaterialSerializer)
    @action(detail=False, methods=["post"], url_path="material")
    @transaction.atomic
    def save_material(self, request: ApiRequest) -> Response:
        """填写一次学习会的补学材料；附文件的用 multipart 提交，一次一个。"""
        words = self.typed(request, MaterialInput)
        file = stored(words.pop("file", None), by=request.user)
        material = actions.save_material(files=[file] if file else [], **words)
        return Response(_shown(material))

    @extend_schema(
        parameters=[OpenApiParameter("file_id", int, OpenApiParameter.PATH)],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    @action(detail=False, methods=["get"], url_path=r"files/(?P<file_id>\d{1,18})")
    def file(self, request: ApiRequest, file_id: str) -> FileResponse:
        """下载补学材料的文件。"""
        files = MaterialFile.objects.visible_to(request.user).select_related("file")
        return send_file(get_object_or_404(files, pk=file_id).file)


def _shown(material: Material) -> Any:
    """Its words and files; nothing of either where none is written yet."""
    return MaterialSerializer(material).data if material.pk else {"text": "", "files": []}
