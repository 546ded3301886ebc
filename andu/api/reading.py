"""The OpenAPI document as people read it: chapters of requests with what they take."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One request: method, address, what it does, what goes in."""

    method: str
    path: str
    title: str
    takes: list[tuple[str, str, str]] = field(default_factory=list)  # name, kind, words


def chapters(document: dict[str, Any]) -> dict[str, list[Entry]]:
    """Tag → its requests, in the order of the document."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for path, methods in document["paths"].items():
        for method, said in methods.items():
            found[said.get("tags", [""])[0]].append(
                Entry(
                    method.upper(), path, said.get("summary", ""),
                    [*_parameters(said), *_body(said, document)],
                )
            )  # fmt: skip
    return dict(found)


def _parameters(said: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for one in said.get("parameters", []):
        kind = one["schema"].get("type", "")
        yield one["name"], str(kind), one["schema"].get("description", one.get("description", ""))


def _body(said: dict[str, Any], document: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    content = said.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").rsplit("/", 1)[-1]
    fields = document["components"]["schemas"].get(name, schema).get("properties", {})
    for key, one in fields.items():
        yield key, str(one.get("type", "")), one.get("description", "")
