"""Computed fields: a locked-down evaluator (no attributes, no power, whitelisted functions).

A name in a formula is the label or the key of a number, money, date, period or choice field. Money
is in 元. A blank number counts as 0; a blank date, or nothing but blanks, leaves the result blank.
"""

import ast
import datetime
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal, DecimalException
from functools import lru_cache
from typing import Any

import simpleeval
from django.utils.translation import gettext as _

from andu.forms.definition.fields import Field, Kind

LONGEST = 500
DEEPEST = 40
LARGEST = Decimal(10) ** 15
FAULTS = (
    simpleeval.InvalidExpression, SyntaxError, DecimalException, ArithmeticError, TypeError,
    ValueError, RecursionError, MemoryError,
)  # fmt: skip
_USABLE = {Kind.NUMBER, Kind.MONEY, Kind.DATE, Kind.PERIOD, Kind.CHOICE}
_NODES = {
    ast.Name, ast.UnaryOp, ast.BinOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Call, ast.Constant,
}  # fmt: skip


class Blank(Exception):
    """The formula needs a date nobody has filled in."""


def compute(field: Field, values: Mapping[str, Any], fields: Iterable[Field]) -> Decimal | None:
    """The result of a field's formula, unrounded; None when blank or impossible."""
    fields = tuple(fields)
    try:
        used = names_in(field.formula)
        names = _names(used, values, fields)
        if not any(values.get(part.key) is not None for part in _used(used, fields)):
            return None
        return _number(_evaluate(field.formula, names))
    except (Blank, *FAULTS):
        return None


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Rounded half up, as offices do."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def problems(field: Field, fields: Iterable[Field]) -> Iterator[str]:
    """What is wrong with a field's formula, for its author."""
    fields = tuple(fields)
    if len(field.formula) > LONGEST:
        yield _("“{label}”的公式太长，请控制在 {most} 字以内。").format(
            label=field.label, most=LONGEST
        )
        return
    try:
        used = names_in(field.formula)
        unknown = used - set(_by_name(fields))
        if unknown:
            yield _(
                "“{label}”的公式用到了“{names}”，但没有这样的数字、金额、日期或单选字段。"
            ).format(label=field.label, names="、".join(sorted(unknown)))
            return
        _number(
            _evaluate(
                field.formula, {name: _sample(part) for name, part in _by_name(fields).items()}
            )
        )
    except (Blank, ZeroDivisionError, DecimalException):
        return
    except FAULTS:
        yield _("“{label}”的公式看不懂，请写成“单价 * 数量”这样的算式。").format(label=field.label)


def circles(fields: Iterable[Field]) -> Iterator[str]:
    """Formulas that depend on themselves."""
    fields = tuple(fields)
    done: set[str] = {field.key for field in fields if not field.formula}
    waiting = [field for field in fields if field.formula]
    for _round in range(len(waiting)):
        done |= {field.key for field in waiting if needs(field, fields) <= done}
    for field in waiting:
        if field.key not in done:
            yield _("“{label}”的公式绕了一圈又用到自己，请改正。").format(label=field.label)


def needs(field: Field, fields: Iterable[Field]) -> set[str]:
    """The keys a formula depends on."""
    try:
        return {part.key for part in _used(names_in(field.formula), tuple(fields))}
    except FAULTS:
        return set()


def steps(field: Field, fields: Iterable[Field]) -> str:
    """The formula as steps a page can follow without reading code: "count price *" ; "" when it
    holds more than + - * / on numbers and money. Only for showing: the server computes anew."""
    try:
        return " ".join(_steps(_tree(field.formula), _by_name(fields)))
    except (*FAULTS, KeyError):
        return ""


def _steps(node: ast.AST, known: Mapping[str, Field]) -> Iterator[str]:
    if isinstance(node, ast.Name) and known[node.id].kind in (Kind.NUMBER, Kind.MONEY):
        yield known[node.id].key
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield str(Decimal(str(node.value)))
    elif isinstance(node, ast.BinOp):
        yield from _steps(node.left, known)
        yield from _steps(node.right, known)
        yield _SIGNS[type(node.op)]
    else:
        raise ValueError("not simple")


_SIGNS: dict[type, str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


def names_in(formula: str) -> set[str]:
    """The field names a formula uses."""
    tree = _tree(formula)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {node.id for node in found if id(node) not in called}


@lru_cache(maxsize=2000)
def _tree(formula: str) -> ast.expr:
    if len(formula) > LONGEST:
        raise ValueError("too long")
    tree = ast.parse(formula.strip(), mode="eval").body
    _shallow(tree)
    return tree


def _shallow(tree: ast.AST) -> None:
    """Refuse deep nesting before anything recurses into it."""
    level: list[ast.AST] = [tree]
    for _depth in range(DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return
    raise ValueError("too deep")


def _evaluate(formula: str, names: Mapping[str, Any]) -> Any:
    evaluator = simpleeval.SimpleEval(
        operators=_OPERATORS, functions=dict(_FUNCTIONS), names=dict(names)
    )
    evaluator.nodes = {kind: act for kind, act in evaluator.nodes.items() if kind in _NODES}
    evaluator.nodes[ast.Constant] = _constant
    return evaluator.eval(formula, previously_parsed=_tree(formula))


def _constant(node: ast.Constant) -> Any:
    if isinstance(node.value, bool | str):
        return node.value
    return Decimal(str(node.value))


def _by_name(fields: Iterable[Field]) -> dict[str, Field]:
    usable = [field for field in fields if field.kind in _USABLE]
    return {field.label: field for field in usable} | {field.key: field for field in usable}


def _used(names: Iterable[str], fields: Iterable[Field]) -> list[Field]:
    known = _by_name(fields)
    return [known[name] for name in names if name in known]


def _names(
    used: Iterable[str], values: Mapping[str, Any], fields: tuple[Field, ...]
) -> dict[str, Any]:
    known = _by_name(fields)
    return {
        name: _plain(known[name], values.get(known[name].key)) for name in used if name in known
    }


def _plain(field: Field, value: Any) -> Any:
    if field.kind is Kind.MONEY:
        return Decimal(value or 0) / 100
    if field.kind is Kind.NUMBER:
        return Decimal(value or 0)
    if field.kind is Kind.DATE:
        return datetime.date.fromisoformat(value) if value else None
    if field.kind is Kind.PERIOD:
        parts = ("from", "until")
        return tuple(datetime.date.fromisoformat(value[part]) for part in parts) if value else None
    return value or ""


def _sample(field: Field) -> Any:
    day = datetime.date(2026, 1, 5)
    found = {Kind.DATE: day, Kind.PERIOD: (day, day), Kind.CHOICE: ""}
    return found.get(field.kind, Decimal(1))


def _number(value: Any) -> Decimal:
    if not isinstance(value, Decimal) or not value.is_finite() or abs(value) >= LARGEST:
        raise ValueError("not a number")
    return value


def _numbers(act: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(*values: Any) -> Any:
        if not values or not all(isinstance(value, Decimal) for value in values):
            raise TypeError("numbers only")
        return act(*values)

    return guarded


def _days(first: Any, *more: Any) -> Decimal:
    """The days of a period, or from one day to another; both count."""
    if first is None or None in more:
        raise Blank
    days = first if isinstance(first, tuple) else (first, *more)
    if len(days) != 2 or (more and days is first):
        raise TypeError("two dates, or one period")
    first, last = days
    if not isinstance(first, datetime.date) or not isinstance(last, datetime.date):
        raise TypeError("dates only")
    return Decimal((last - first).days + 1)


def _round(value: Decimal, decimals: Decimal = Decimal(0)) -> Decimal:
    if not -6 <= decimals <= 6:
        raise ValueError("decimals")
    return rounded(value, int(decimals))


def _same(first: Any, second: Any) -> bool:
    return bool(first == second)


def _if(condition: Any, yes: Any, no: Any) -> Any:
    return yes if condition else no


_OPERATORS: dict[type, Callable[..., Any]] = {
    ast.Add: _numbers(operator.add),
    ast.Sub: _numbers(operator.sub),
    ast.Mult: _numbers(operator.mul),
    ast.Div: _numbers(operator.truediv),
    ast.USub: _numbers(operator.neg),
    ast.UAdd: _numbers(operator.pos),
    ast.Not: operator.not_,
    ast.Eq: _same,
    ast.NotEq: operator.ne,
    ast.Gt: _numbers(operator.gt),
    ast.GtE: _numbers(operator.ge),
    ast.Lt: _numbers(operator.lt),
    ast.LtE: _numbers(operator.le),
}

_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "days": _days, "天数": _days,  # noqa: chinese
    "round": _numbers(_round), "四舍五入": _numbers(_round),  # noqa: chinese
    "min": _numbers(min), "最小": _numbers(min),  # noqa: chinese
    "max": _numbers(max), "最大": _numbers(max),  # noqa: chinese
    "if_": _if, "如果": _if,  # noqa: chinese
    "abs": _numbers(abs), "绝对值": _numbers(abs),  # noqa: chinese
}  # fmt: skip
