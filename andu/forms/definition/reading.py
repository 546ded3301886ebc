"""Definitions to and from JSON. What comes in is refused unless every part of it is known."""

import json
from collections.abc import Callable
from dataclasses import MISSING, asdict, fields
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from andu.forms.definition.checking import problems
from andu.forms.definition.fields import Check, Condition, Field, FormDefinition, Kind, Unique
from andu.kit.chain import canonical

SCHEMA = 1
LONGEST = 600_000  # characters of JSON
_DECIMALS = {"minimum", "maximum"}
_CONDITIONS = {"shown_if", "required_if"}
_TYPES = {part.name: part for part in fields(Field)}


class NotADefinition(ValueError):
    """The text isn't a form definition; `problems` says, line by line, what to change."""

    def __init__(self, found: list[str]) -> None:
        self.problems = found
        super().__init__("\n".join(found))


def to_json(definition: FormDefinition) -> str:
    """The one text for a definition: sorted keys, only what differs from the default."""
    plain = {"schema": SCHEMA, "fields": [_plain(field) for field in definition]}
    return canonical(plain).decode("ascii")


def from_json(text: str) -> FormDefinition:
    """The definition in a text. Raises NotADefinition for anything unknown or unsound (C31)."""
    definition = stored(text)
    found = problems(definition)
    if found:
        raise NotADefinition(found)
    return definition


@lru_cache(maxsize=500)
def stored(text: str) -> FormDefinition:
    """The definition in a text that was checked when it was published: never refused later
    because the checks have grown. Raises NotADefinition when it can't be read at all."""
    if len(text) > LONGEST:
        raise NotADefinition([_("表单定义过长，请减少字段或说明文字。")])
    try:
        plain = json.loads(
            text, object_pairs_hook=_once, parse_float=_refuse, parse_constant=_refuse
        )
        if set(plain) != {"schema", "fields"} or plain["schema"] != SCHEMA:
            raise ValueError("schema")
        return FormDefinition(tuple(_field(part) for part in plain["fields"]))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        reason = _("这不是案牍的表单定义，或者内容已损坏（{detail}）。").format(detail=error)
        raise NotADefinition([reason]) from error


def _plain(field: Field) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for name, part in _TYPES.items():
        value = getattr(field, name)
        if part.default is MISSING or value != part.default:
            plain[name] = value
    for name in _CONDITIONS & set(plain):
        plain[name] = asdict(plain[name])
    if field.columns:
        plain["columns"] = [_plain(column) for column in field.columns]
    return plain


def _field(plain: Any) -> Field:
    if not isinstance(plain, dict):
        raise TypeError("field")
    return Field(**{name: _part(name, value) for name, value in plain.items()})


_WORDS: dict[str, Callable[[Any], Any]] = {"kind": Kind, "unique": lambda said: Unique(said).value}


def _part(name: str, value: Any) -> Any:
    if name in _WORDS:
        return _WORDS[name](value)
    if name == "columns":
        return tuple(_field(column) for column in value)
    if name == "options":
        return tuple(_of(str, name, option) for option in value)
    if name in _CONDITIONS:
        return None if value is None else _condition(value)
    if name in _DECIMALS:
        return None if value is None else _decimal(_of(str, name, value))
    return _of(
        type(_TYPES[name].default) if _TYPES[name].default is not MISSING else str, name, value
    )


def _condition(plain: Any) -> Condition:
    if not isinstance(plain, dict) or not set(plain) <= {"checks", "any"}:
        raise TypeError("condition")
    checks = tuple(
        Check(**{name: _of(str, name, text) for name, text in check.items()})
        for check in plain["checks"]
    )
    return Condition(checks, _of(bool, "any", plain.get("any", False)))


def _of(wanted: type, name: str, value: Any) -> Any:
    if type(value) is not wanted:
        raise TypeError(name)
    return value


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate")
    return found


def _refuse(text: str) -> None:
    raise ValueError(text)
