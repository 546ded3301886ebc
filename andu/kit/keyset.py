"""Pages by the last key seen: as fast on page 10,000 as on the first, and no row twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import BooleanField, F, Field, Func, Model, Q, QuerySet, Subquery, Value

from andu.kit.counting import Counted

_SALT = "andu.kit.keyset"
_BEYOND = 2**63  # what no database holds


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the token of the next one ("" on the last)."""

    items: list[Any]
    next: str = ""


def page(
    queryset: QuerySet[Any], order: Sequence[str] = ("id",), after: str = "", size: int = 50
) -> Page:
    """`size` rows behind the token `after`, sorted by `order` ("-field" for falling).

    `order` names fields or annotations that are never null and ends with a unique one. A token that
    is bad, foreign or made for another order gives the first page.
    """
    rows = queryset.order_by(*order)
    values = _opened(queryset, order, after)
    if values:
        rows = rows.filter(_behind(queryset, order, values))
    items = list(rows[: size + 1])
    token = _sealed(queryset, order, items[size - 1]) if len(items) > size else ""
    return Page(items[:size], token)


def sides(
    queryset: QuerySet[Any], order: Sequence[str], row: Model
) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """What stands before a row of the queryset (the nearest first), and what behind it."""
    values = [_value(queryset, key.lstrip("-"), row) for key in order]
    back = [key.removeprefix("-") if key.startswith("-") else f"-{key}" for key in order]
    return (
        queryset.order_by(*back).filter(_behind(queryset, back, values)),
        queryset.order_by(*order).filter(_behind(queryset, order, values)),
    )


@dataclass(frozen=True)
class Place:
    """Where a row stands: how many are ahead of it and how many there are, and its neighbours."""

    ahead: int = 0
    total: int = 0
    previous: Any = None
    next: Any = None


def place(
    queryset: QuerySet[Any], order: Sequence[str], row: Model, others: QuerySet[Any], most: int
) -> Place:
    """The place of a row of the queryset among the `others`, which are counted up to `most`; one
    statement."""
    before, after = sides(others, order, row)
    wanted = Q(pk=row.pk)
    for side in (before, after):
        wanted |= Q(pk=Subquery(side.values("pk")[:1]))
    counted = queryset.annotate(ahead=Counted(before, most), total=Counted(queryset, most))
    found = list(counted.filter(wanted).order_by(*order))
    at = next((index for index, one in enumerate(found) if one.pk == row.pk), None)
    if at is None:  # gone meanwhile
        return Place()
    behind = found[at + 1] if at + 1 < len(found) else None
    return Place(found[at].ahead, found[at].total, found[at - 1] if at else None, behind)


def _value(rows: QuerySet[Any], name: str, row: Model) -> Any:
    if name in rows.query.annotations:
        return getattr(row, name)
    return _field(rows, name).value_from_object(row)


def _behind(rows: QuerySet[Any], order: Sequence[str], values: list[Any]) -> Any:
    names = [key.lstrip("-") for key in order]
    falling = {key.startswith("-") for key in order}
    if len(falling) == 1:
        # A row comparison is one range of the index on both databases; ORs are not.
        typed = [Value(v, _field(rows, n)) for n, v in zip(names, values, strict=True)]
        sign = " < " if falling.pop() else " > "
        both = _row(*map(F, names)), _row(*typed)
        return Func(*both, arg_joiner=sign, template="%(expressions)s", output_field=BooleanField())
    condition = Q()
    for index, key in enumerate(order):
        same = {names[i]: values[i] for i in range(index)}
        side = "lt" if key.startswith("-") else "gt"
        condition |= Q(**same, **{f"{names[index]}__{side}": values[index]})
    return condition


def _row(*parts: Any) -> Func:
    return Func(*parts, template="(%(expressions)s)", output_field=BooleanField())


def _sealed(rows: QuerySet[Any], order: Sequence[str], row: Model) -> str:
    values = [_text(rows, key.lstrip("-"), row) for key in order]
    return signing.dumps([list(order), values], salt=_SALT)


def _text(rows: QuerySet[Any], name: str, row: Model) -> str:
    """The value as text that its field reads again."""
    if name not in rows.query.annotations:
        return str(_field(rows, name).value_to_string(row))
    value = getattr(row, name)
    return str(value.isoformat() if hasattr(value, "isoformat") else value)


def _opened(rows: QuerySet[Any], order: Sequence[str], token: str) -> list[Any]:
    if not token:
        return []
    try:
        made_for, texts = signing.loads(token, salt=_SALT)
        if made_for != list(order):
            return []
        return [_read(rows, key, text) for key, text in zip(order, texts, strict=True)]
    except (signing.BadSignature, ValidationError, ValueError, TypeError, FieldDoesNotExist):
        return []


def _read(rows: QuerySet[Any], key: str, text: str) -> Any:
    value = _field(rows, key).to_python(text)
    if isinstance(value, int) and not -_BEYOND <= value < _BEYOND:
        raise ValueError(key)
    return value


def _field(rows: QuerySet[Any], key: str) -> "Field[Any, Any]":
    name = key.lstrip("-")
    made = rows.query.annotations.get(name)
    field: Field[Any, Any] = made.output_field if made else rows.model._meta.get_field(name)
    return field
