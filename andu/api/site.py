"""The API itself: one document, one way of refusing (problem documents with the rule's words)."""

from copy import deepcopy
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation

from andu.api.documenting import completed
from andu.api.parsing import Plain
from andu.kit.verdict import Refused
from andu.ui.refusal import answer, problem


class _Site(NinjaAPI):
    """Operations go by the names of their functions, as their addresses do."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name programs know a request by."""
        return str(operation.view_func.__name__)


site = _Site(
    title=_("案牍 Andu"), version="1", parser=Plain(), urls_namespace="v1",
    docs_url=None, openapi_url=None,
    description=_("凭个人接口令牌访问，权限与本人在网页上相同。"),
)  # fmt: skip


@site.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """A rule says no: its code and its reason, as on the page."""
    return answer(request, error.verdict)


@site.exception_handler(Http404)
def missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
    """Not there, or not for this person: nobody can tell which."""
    return problem(404, _("没有这个内容，或者你不能看。"), "not-found")


@site.exception_handler(PermissionDenied)
def forbidden(_request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
    """Not for this account, whatever it asks for."""
    return problem(403, _("这个账户不能这样做，需要办理的请联系本单位的管理员。"), "forbidden")


@site.exception_handler(BadRequest)
def unreadable(_request: HttpRequest, _error: BadRequest) -> HttpResponse:
    """What was sent can't be understood at all."""
    return problem(400, _("这个请求读不懂，请对照接口说明检查。"), "bad-request")


@site.exception_handler(ValidationError)
def unfit(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What was sent has not the form the document asks for."""
    places = {".".join(str(part) for part in one["loc"][1:]) for one in error.errors}
    words = _("请求的内容不对，请检查：{places}。").format(
        places="、".join(sorted(places)) or "JSON"  # noqa: chinese
    )
    return problem(422, words, "invalid")


@site.exception_handler(HttpError)
def unread(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """The body is no JSON, and the like."""
    words = _("请求的内容读不出来：应为 JSON，文字里没有半个字符，整数不超过 64 位。")
    return problem(error.status_code, words, "unreadable")


@site.exception_handler(RawPostDataException)
def not_json(_request: HttpRequest, _error: RawPostDataException) -> HttpResponse:
    """A form came where JSON is asked for."""
    words = _("请求的内容应为 JSON，请带上 Content-Type: application/json。")
    return problem(415, words, "not-json")


def document() -> dict[str, Any]:
    """The OpenAPI document, with the token as the way in."""
    made = deepcopy(dict(site.get_openapi_schema(path_prefix="/api/")))
    made["openapi"] = "3.1.0"
    made["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": _("我的 → 接口")}
    }
    made["security"] = [{"token": []}]
    return completed(made)
