"""The engine's frozen values ↔ plain JSON-able ones, strictly, with stable names.

A dataclass becomes {"is": name, field: …}; fields at their default are left out. So a new field
needs a default that means "as before", and neither names nor defaults ever change afterwards.
"""

import types
from collections.abc import Iterable
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from andu.engine import (
    commands,
    conditions,
    configuration,
    definition,
    events,
    handlers,
    nodes,
    tasks,
)

_MODULES = (commands, conditions, configuration, definition, events, handlers, nodes, tasks)
DEEPEST = 60
LONGEST = 20_000


class Malformed(ValueError):
    """What was read is no such value; `where` names the place."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(f"{code} at {where or 'the top'}")
        self.code = code
        self.where = where


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


def _named() -> dict[str, type]:
    found: dict[str, type] = {}
    for module in _MODULES:
        for each in vars(module).values():
            if isinstance(each, type) and is_dataclass(each) and each.__module__ == module.__name__:
                found[_snake(each.__name__)] = each
    return found


NAMES = _named()
_NAME_OF = {kind: name for name, kind in NAMES.items()}


def to_plain(value: Any) -> Any:
    """Lists, dicts, strings, whole numbers, booleans and None only."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, tuple):
        return [to_plain(each) for each in value]
    if isinstance(value, Decimal | date):
        return _tagged(value)
    return _dataclass_to_plain(value)


def from_plain(kind: Any, data: Any) -> Any:
    """The value of a kind (a class, union, tuple …) that was made plain; Malformed otherwise."""
    return _read(kind, data, "", 0)


def _tagged(value: Decimal | date) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"time": value.astimezone(UTC).isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return {"number": str(value)}


def _dataclass_to_plain(value: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"is": _NAME_OF[type(value)]}
    for each in fields(value):
        content = getattr(value, each.name)
        if each.default is MISSING or content != each.default:
            plain[each.name] = to_plain(content)
    return plain


def _read(kind: Any, data: Any, where: str, depth: int) -> Any:
    if depth > DEEPEST:
        raise Malformed("too_deep", where)
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _read_union(get_args(kind), data, where, depth)
    if origin is tuple:
        return _read_tuple(get_args(kind)[0], data, where, depth)
    if isinstance(kind, type) and is_dataclass(kind):
        return _read_dataclass((kind,), data, where, depth)
    return _read_scalar(kind, data, where)


def _read_union(kinds: Iterable[Any], data: Any, where: str, depth: int) -> Any:
    kinds = tuple(kinds)
    classes = tuple(kind for kind in kinds if is_dataclass(kind))
    if isinstance(data, dict) and "is" in data:
        return _read_dataclass(classes, data, where, depth)
    for kind in kinds:
        if kind not in classes:
            try:
                return _read(kind, data, where, depth)
            except Malformed:
                continue
    raise Malformed("wrong_kind", where)


def _read_tuple(kind: Any, data: Any, where: str, depth: int) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise Malformed("wrong_kind", where)
    if len(data) > LONGEST:
        raise Malformed("too_long", where)
    return tuple(_read(kind, each, f"{where}[{n}]", depth + 1) for n, each in enumerate(data))


def _read_dataclass(kinds: tuple[Any, ...], data: Any, where: str, depth: int) -> Any:
    if not isinstance(data, dict):
        raise Malformed("wrong_kind", where)
    kind = NAMES.get(str(data.get("is")))
    if kind is None or kind not in kinds:
        raise Malformed("unknown_name", where)
    hints = _hints(kind)
    given = {name: each for name, each in data.items() if name != "is"}
    strange = sorted(str(name) for name in set(given) - set(hints))
    if strange:
        raise Malformed("unknown_field", f"{where}.{strange[0]}")
    read = {n: _read(hints[n], each, f"{where}.{n}", depth + 1) for n, each in given.items()}
    try:
        return kind(**read)
    except TypeError as problem:
        raise Malformed("missing_field", where) from problem


@cache
def _hints(kind: type) -> dict[str, Any]:
    module = {**vars(nodes), **vars(conditions), **vars(configuration)}
    hints = get_type_hints(kind, localns=module)
    return {each.name: hints[each.name] for each in fields(kind)}


def _read_scalar(kind: Any, data: Any, where: str) -> Any:
    try:
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(data)
        if isinstance(data, dict):
            return _read_tagged(kind, data)
    except (ValueError, TypeError, InvalidOperation) as problem:
        raise Malformed("wrong_value", where) from problem
    if type(data) is kind:
        return data
    raise Malformed("wrong_kind", where)


def _read_tagged(kind: Any, data: dict[str, Any]) -> Any:
    match list(data.items()):
        case [("number", str(text))] if kind is Decimal:
            return Decimal(text)
        case [("date", str(text))] if kind is date:
            return date.fromisoformat(text)
        case [("time", str(text))] if kind is datetime:
            return datetime.fromisoformat(text)
    raise ValueError(kind)
