"""How the API pages its lists and words its errors."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework import exceptions, status
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler

# A rule's refusal is a conflict (409); a row changed in the meantime has a code of its own.
_STALE = "stale"
_WORDS = {
    400: ("malformed", "请求的格式有误。"),
    401: ("not_authenticated", "请先登录。"),
    403: ("permission_denied", "您没有执行该操作的权限。"),
    404: ("not_found", "没有找到，或者您无权查看。"),
    405: ("method_not_allowed", "该地址不支持此操作。"),
    415: ("unsupported_media_type", "不支持该内容格式。"),
    429: ("throttled", "操作太频繁，请稍后再试。"),
}


class Pages(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


def answer_exception(refused: Exception, context: dict[str, Any]) -> Response | None:
    """Every error as ``{"code", "detail", "fields"}``, its sentence in Chinese.

    400 for what was typed, 401, 403, 404, 409 for a rule's refusal, 412 for a stale revision,
    429. Anything unforeseen stays an error of the server and reaches its log.
    """
    if isinstance(refused, ValidationError):
        return _answer_rule(refused)
    response = exception_handler(refused, context)
    if response is None:
        return None
    if isinstance(refused, exceptions.ValidationError):
        return _body(response, "invalid", "提交的内容有误。", refused.detail)
    code, detail = _WORDS.get(response.status_code, ("error", response.data["detail"]))
    return _body(response, code, str(detail))


def _answer_rule(refused: ValidationError) -> Response:
    fields = refused.message_dict if hasattr(refused, "error_dict") else {}
    first = refused.error_list[0] if hasattr(refused, "error_list") else None
    code = (first.code if first else None) or "refused"
    answer = Response(status=status.HTTP_409_CONFLICT)
    if code == _STALE:
        answer.status_code = status.HTTP_412_PRECONDITION_FAILED
    return _body(answer, code, refused.messages[0], fields)


def _body(response: Response, code: str, detail: str, fields: Any = None) -> Response:
    response.data = {"code": code, "detail": detail, "fields": fields or {}}
    return response
