"""Invitations, seats and signing up in the API. Phones and e-mails never leave the pages."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection, signed
from accounts.people.models import User
from agendas.attendance.api import OpeningViewSet
from agendas.attendance.models import Opening
from agendas.guests import actions, rules
from agendas.guests.forms import ASKED, MOST_ASKED
from agendas.guests.models import Invitation, Seat
from agendas.guests.rules import Named
from agendas.sessions.api import DayField, OfSession, VisibleField
from agendas.sessions.models import StudySession


class SeatSerializer(serializers.ModelSerializer[Seat]):
    unit = serializers.CharField(source="unit_name")

    class Meta:
        model = Seat
        fields = [
            "id",
            "session",
            "opening",
            "person",
            "name",
            "unit",
            "state",
            "asked_at",
            "attendance",
        ]


class SignUpOpeningViewSet(OpeningViewSet):
    """三类开放：名额、报名时间和方式、来宾可见内容。"""

    @extend_schema(request=None, responses={201: SeatSerializer})
    @action(detail=True, methods=["post"], url_path="request-seat")
    def request_seat(self, request: ApiRequest, **_: str) -> Response:
        """本人报名：待审核、已确认或候补。"""
        open_now = [opening.pk for opening in rules.offered(at=timezone.now())]
        visible = Opening.objects.visible_to(request.user)
        openings = visible | Opening.objects.filter(pk__in=open_now)
        opening = get_object_or_404(openings.distinct(), pk=self.kwargs["pk"])
        seat = actions.request_seat(opening=opening, **signed(request))
        return Response(SeatSerializer(seat).data, status=201)


class SeatFilters(OfSession):
    class Meta:
        model = Seat
        fields = ["state", "opening"]


class DecideInput(serializers.Serializer[Any]):
    approve = serializers.BooleanField(help_text="同意为 true，不同意为 false")


class SeatViewSet(Collection[Seat]):
    """报名：组长、副组长、学习秘书看全部，其他人员只看本人。"""

    serializer_class = SeatSerializer
    queryset = Seat.objects.select_related("session__group__unit", "person").order_by(
        "asked_at", "pk"
    )
    filterset_class = SeatFilters
    search_fields = ["name", "unit_name"]

    @extend_schema(request=DecideInput)
    @action(detail=True, methods=["post"])
    def decide(self, request: ApiRequest, **_: str) -> Response:
        """审核报名；名额已满的，同意后列入候补。"""
        seat = self.get_object()
        (decided,) = actions.decide_seats(
            session=seat.session, seats=[seat], **self.typed(request, DecideInput)
        )
        return self.reply(decided)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: ApiRequest, **_: str) -> Response:
        """本人取消报名。"""
        return self.reply(actions.withdraw_seat(seat=self.get_object(), **signed(request)))


class NamedSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=40)
    post = serializers.CharField(max_length=60, allow_blank=True, default="")


class InvitationSerializer(serializers.ModelSerializer[Invitation]):
    unit = serializers.CharField(source="unit_name")
    named = NamedSerializer(many=True, read_only=True)

    class Meta:
        model = Invitation
        fields = [
            "id",
            "session",
            "unit",
            "contact",
            "capacity",
            "headcount",
            "answer_by",
            "note",
            "state",
            "answered_on",
            "named",
        ]


class InvitationInput(serializers.Serializer[Any]):
    session = VisibleField(queryset=StudySession.objects.all())
    contact = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.filter(is_active=True).select_related("unit"),
        allow_null=True,
        default=None,
    )
    unit = serializers.CharField(source="unit_name", max_length=80, allow_blank=True, default="")
    capacity = serializers.ChoiceField(choices=ASKED)
    headcount = serializers.IntegerField(min_value=1, max_value=MOST_ASKED, default=1)
    answer_by = DayField()
    note = serializers.CharField(max_length=200, allow_blank=True, default="")

    def validate(self, typed: dict[str, Any]) -> dict[str, Any]:
        if typed["contact"] is None and not typed["unit_name"].strip():
            raise serializers.ValidationError({"unit": "请填写单位，或指明联络人。"})
        return typed


class ReplyInput(serializers.Serializer[Any]):
    names = NamedSerializer(many=True, help_text="参会人员；不参加的为空")
    given_on = DayField(
        allow_null=True, default=None, help_text="代录时单位书面回执的日期，不填即为今天"
    )


class InvitationFilters(OfSession):
    class Meta:
        model = Invitation
        fields = ["state", "capacity"]


class InvitationViewSet(Collection[Invitation]):
    """邀请单位和参会回执：组长、副组长、学习秘书看全部，联络人看本单位的。"""

    serializer_class = InvitationSerializer
    queryset = (
        Invitation.objects.select_related("session__group__unit", "contact")
        .prefetch_related("named")
        .in_order()
    )
    filterset_class = InvitationFilters
    search_fields = ["unit_name"]

    @extend_schema(request=InvitationInput)
    def create(self, request: ApiRequest) -> Response:
        """邀请单位；指明联络人，或填写单位名称。"""
        words = self.typed(request, InvitationInput)
        return self.reply(actions.invite_unit(**words), made=True)

    @extend_schema(request=ReplyInput)
    @action(detail=True, methods=["post"], url_path="reply")
    def answer(self, request: ApiRequest, **_: str) -> Response:
        """参会回执：参会人员名单，或不参加。"""
        asked, words = self.get_object(), self.typed(request, ReplyInput)
        names = [Named(**one) for one in words.pop("names")]
        if names:
            return self.reply(actions.name_people(invitation=asked, names=names, **words))
        return self.reply(actions.decline(invitation=asked, **words))
