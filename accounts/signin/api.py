"""Signing in over the API: a token for a user name or phone number and a password."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.authtoken.models import Token
from rest_framework.exceptions import Throttled
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.audit.actions import record
from accounts.people.models import User


class TokenInput(serializers.Serializer[None]):
    username = serializers.CharField(max_length=150, help_text="用户名或手机号")
    password = serializers.CharField(max_length=128, trim_whitespace=False)


class TokenSerializer(serializers.ModelSerializer[Token]):
    token = serializers.CharField(source="key")

    class Meta:
        model = Token
        fields = ["token"]


class TokenView(APIView):
    """The same door as the page's: one count of failures, one lock, one log."""

    def perform_authentication(self, request: Request) -> None:
        """Not for who comes in: a token gone stale must not keep him from a new one."""
        if request.method != "POST":
            super().perform_authentication(request)

    def get_permissions(self) -> list[AllowAny | IsAuthenticated]:
        return [AllowAny() if self.request.method == "POST" else IsAuthenticated()]

    @extend_schema(request=TokenInput, responses=TokenSerializer, auth=[])
    def post(self, request: Request) -> Response:
        """登录，取得令牌；此后每次请求带 ``Authorization: Token <令牌>``。"""
        if not ratelimit.consume(request, action="login"):
            raise Throttled
        form = TokenInput(data=request.data)
        form.is_valid(raise_exception=True)
        door = get_adapter(request)
        try:
            person: User | None = door.authenticate(request._request, **form.validated_data)  # noqa: SLF001 - the page's own request, which the door expects
        except ValidationError as locked:
            return _refusal("locked", locked.messages[0], status.HTTP_429_TOO_MANY_REQUESTS)
        if person is None:
            wrong = door.error_messages["username_password_mismatch"]
            return _refusal("wrong_pair", wrong, status.HTTP_400_BAD_REQUEST)
        token, _ = Token.objects.get_or_create(user=person)
        record("signin.token", person, by=person)
        return Response(TokenSerializer(token).data)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        """退出，作废本人的令牌。"""
        person = request.user
        deleted, _ = Token.objects.filter(user=person.pk).delete()
        if deleted and isinstance(person, User):
            record("signin.token_void", person, by=person)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _refusal(code: str, detail: str, answer: int) -> Response:
    return Response({"code": code, "detail": detail, "fields": {}}, status=answer)
