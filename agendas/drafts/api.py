"""Submitting, withdrawing and deciding drafts over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import ApiRequest, Collection, signed
from agendas.drafts.actions import Acts
from agendas.drafts.models import D
from agendas.sessions.api import SeenDecisionInput


class DraftCollection(Collection[D]):
    """What the collections of all drafts offer beside saving."""

    acts: ClassVar[Acts[Any]]

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def submit(self, request: ApiRequest, **_: str) -> Response:
        """提交审定。"""
        return self._reply(self.acts.submit, signed(request))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: ApiRequest, **_: str) -> Response:
        """撤回修改。"""
        return self._reply(self.acts.withdraw, signed(request))

    @extend_schema(request=SeenDecisionInput)
    @action(detail=True, methods=["post"])
    def decide(self, request: ApiRequest, **_: str) -> Response:
        """审定；``revision`` 填读取时的版本号，已变动的答 412。"""
        return self._reply(self.acts.decide, self.typed(request, SeenDecisionInput))

    def _reply(self, act: Callable[..., D], typed: dict[str, object]) -> Response:
        draft = self.get_object()
        return self.reply(act(**{draft.name(): draft}, **typed))
