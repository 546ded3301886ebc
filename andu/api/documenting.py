"""What is true of every request and said once: how refusals look, which key a write has, what may
be asked of a read."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from andu.kit import once

PROBLEM = {"schema": {"$ref": "#/components/schemas/Problem"}}


def completed(document: dict[str, Any]) -> dict[str, Any]:
    """The library's document with refusals, keys and tags of answers."""
    parts = document["components"]
    parts["schemas"]["Problem"] = _problem()
    parts["responses"] = {name: _answer(said) for name, said in _refusals().items()}
    for methods in document["paths"].values():
        for method, said in methods.items():
            _complete(said, writes=method.upper() not in once.READING)
    return document


def _complete(said: dict[str, Any], *, writes: bool) -> None:
    said["responses"] = {str(status): one for status, one in said["responses"].items()}
    takes = said.get("requestBody", {}).get("content", {})
    for status in (*_statuses(writes), *(["415"] if "application/json" in takes else [])):
        said["responses"][status] = {"$ref": f"#/components/responses/r{status}"}
    header = _key() if writes else _etag()
    said.setdefault("parameters", []).append(header)
    if not writes:
        said["responses"]["304"] = {"description": _("没有变化")}


def _statuses(writes: bool) -> Iterator[str]:
    yield from ("400", "401", "403", "404", "409", "422", "429") if writes else (
        "401", "403", "404", "409", "422", "429",
    )  # fmt: skip


def _refusals() -> dict[str, str]:
    return {
        "r400": _("没有 Idempotency-Key，或者请求读不出来"),
        "r401": _("没有令牌，或令牌已失效"),
        "r403": _("令牌只读，或者这个账户不能这样做"),
        "r404": _("没有，或者不能看"),
        "r409": _("规则不允许，原因见 detail"),
        "r415": _("请求的内容不是 JSON"),
        "r416": _("文件里没有 Range 请求头要的那一段"),
        "r422": _("内容不对，或者这个键已用于别的内容"),
        "r429": _("请求太多，见 Retry-After"),
    }


def _answer(said: str) -> dict[str, Any]:
    return {"description": said, "content": {"application/problem+json": PROBLEM}}


def _problem() -> dict[str, Any]:
    words = {
        "type": _("about:blank"), "detail": _("给人看的原因，可以照着做"),
        "code": _("给程序判断的代码，不会改变"), "title": _("状态的名称"),
    }  # fmt: skip
    fields = {name: {"type": "string", "description": said} for name, said in words.items()}
    errors = {
        "type": "object", "additionalProperties": {"type": "string"},
        "description": _("按字段列出的错误"),
    }  # fmt: skip
    return {
        "type": "object", "title": "Problem", "required": ["type", "status", "detail", "code"],
        "properties": {**fields, "status": {"type": "integer"}, "errors": errors},
    }  # fmt: skip


def _key() -> dict[str, Any]:
    return {
        "name": "Idempotency-Key", "in": "header", "required": True,
        "description": _("每次写入一个新的键，重发用同一个；七天之内回答相同"),
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{8,64}$"},
    }  # fmt: skip


def _etag() -> dict[str, Any]:
    return {
        "name": "If-None-Match", "in": "header", "required": False,
        "description": _("上次回答的 ETag；没有变化时回答 304"), "schema": {"type": "string"},
    }  # fmt: skip
