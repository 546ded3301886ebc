"""Whether a definition is sound; each problem is a sentence for the person who drew the form."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from andu.forms import conditions, formulas
from andu.forms.definition.fields import (
    COLUMNS,
    COMPUTABLE,
    FORMULA,
    LISTABLE,
    ME,
    MY_PHONE,
    MY_POST,
    MY_UNIT,
    TODAY,
    UNIQUE_KINDS,
    Field,
    FormDefinition,
    Kind,
)
from andu.kit import series

MOST_FIELDS, MOST_COLUMNS, MOST_ROWS, MOST_OPTIONS, MOST_FILES = 200, 30, 500, 200, 50
LONGEST_LABEL, LONGEST_HELP, MOST_DECIMALS = 40, 300, 6
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}(?<!_text)", re.ASCII)  # _text: what was typed
_DEFAULTS = {Kind.DATE: {TODAY}, Kind.PERSON: {ME}, Kind.UNIT: {MY_UNIT}}
NO_DEFAULT = {
    Kind.ATTACHMENT, Kind.DETAIL, Kind.RICH, Kind.PERIOD, Kind.CHOICES, Kind.DICTIONARY,
    Kind.IDENTITY, Kind.BANK_CARD, Kind.RELATED, Kind.SERIAL,
}  # fmt: skip
OPTIONS = {Kind.CHOICE, Kind.CHOICES}


def problems(definition: FormDefinition) -> list[str]:
    """What keeps this definition from being published; empty when it is sound."""
    if not definition.fields:
        return [_("表单还没有字段，请至少添加一个。")]
    if len(definition.fields) > MOST_FIELDS:
        return [_("字段不能超过 {most} 个，请拆成两张表单。").format(most=MOST_FIELDS)]
    found = list(_names(definition.fields, ""))
    for field in definition:
        found += field_problems(field, definition)
    return found or [*formulas.circles(definition.fields), *conditions.circles(definition)]


def field_problems(field: Field, definition: FormDefinition) -> list[str]:
    """What is wrong with one field, columns included."""
    found = [*_shape(field), *_bounds(field), *_computed(field, definition)]
    found += [*_origin(field), *conditions.problems(field, definition)]
    if field.kind is Kind.DETAIL:
        found += _detail(field)
    elif field.columns:
        found.append(_("“{label}”不是明细表，不能有列。").format(label=field.label))
    return found


def _names(fields: Iterable[Field], where: str) -> Iterator[str]:
    keys: set[str] = set()
    labels: set[str] = set()
    for field in fields:
        if not KEY.fullmatch(field.key) or field.key in keys:
            yield _("{where}“{label}”的标识“{key}”重复或含有不能用的字符。").format(
                where=where, label=field.label, key=field.key
            )
        if field.label in labels:
            yield _("{where}有两个字段都叫“{label}”，请给其中一个改名。").format(
                where=where, label=field.label
            )
        keys.add(field.key)
        labels.add(field.label)


def _shape(field: Field) -> Iterator[str]:
    if not field.label.strip():
        yield _("有字段没有名称，请填写名称。")
    if len(field.label) > LONGEST_LABEL or len(field.help) > LONGEST_HELP:
        yield _("“{label}”的名称或说明太长：名称 {most} 字以内，说明 {help} 字以内。").format(
            label=field.label[:20], most=LONGEST_LABEL, help=LONGEST_HELP
        )
    if field.listed and field.kind not in LISTABLE:
        yield _("“{label}”不能用于列表和统计，请取消“列表可用”。").format(label=field.label)
    if field.kind in OPTIONS:
        yield from _options(field)
    elif field.options:
        yield _("“{label}”不是单选或多选，不能有选项。").format(label=field.label)
    if field.default:
        yield from _default(field)


def _options(field: Field) -> Iterator[str]:
    if not field.options or any(not option.strip() for option in field.options):
        yield _("“{label}”要从选项中选，请填写选项，每行一个。").format(label=field.label)
    if len(set(field.options)) != len(field.options):
        yield _("“{label}”有重复的选项，请删去重复的。").format(label=field.label)
    if len(field.options) > MOST_OPTIONS or any(len(option) > 100 for option in field.options):
        yield _("“{label}”的选项太多或太长：至多 {most} 个，每个 100 字以内。").format(
            label=field.label, most=MOST_OPTIONS
        )


def _origin(field: Field) -> Iterator[str]:
    """Where values come from, and whether they stand only once."""
    if (field.kind is Kind.DICTIONARY) != bool(field.dictionary):
        yield _("“{label}”要从字典中选，请选择是哪一本字典。").format(label=field.label)
    if field.kind is Kind.SERIAL and (wrong := series.problem(field.pattern)):
        yield _("“{label}”：{wrong}").format(label=field.label, wrong=wrong)
    if field.gaps and field.kind is not Kind.SERIAL:
        yield _("“{label}”不是编号，不能设“允许断号”，请取消。").format(label=field.label)
    if field.unique and field.kind not in UNIQUE_KINDS:
        yield _("“{label}”这种字段不能要求不重复，请取消。").format(label=field.label)


def _default(field: Field) -> Iterator[str]:
    if field.default.startswith(FORMULA) and field.kind in COMPUTABLE:
        return
    if field.default in (MY_POST, MY_PHONE) and field.kind in (Kind.TEXT, Kind.PHONE):
        return
    allowed = _DEFAULTS.get(field.kind)
    if allowed is None and field.default.startswith("@"):
        allowed = set()
    wrong = field.kind in NO_DEFAULT or (allowed is not None and field.default not in allowed)
    if field.kind is Kind.CHOICE:
        wrong = field.default not in field.options
    if wrong or field.is_computed or len(field.default) > LONGEST_HELP:
        yield _("“{label}”的默认值不适合这种字段，请改正或清空。").format(label=field.label)


def _bounds(field: Field) -> Iterator[str]:
    low, high = field.minimum, field.maximum
    if not 0 <= field.decimals <= MOST_DECIMALS:
        yield _("“{label}”的小数位数应在 0 到 {most} 之间。").format(
            label=field.label, most=MOST_DECIMALS
        )
    if any(bound is not None and not bound.is_finite() for bound in (low, high)):
        yield _("“{label}”的最小值或最大值不是数字，请改正。").format(label=field.label)
    elif low is not None and high is not None and low > high:
        yield _("“{label}”的最小值大于最大值，请改正。").format(label=field.label)
    most = {
        Kind.DETAIL: MOST_ROWS, Kind.ATTACHMENT: MOST_FILES, Kind.CHOICES: MOST_OPTIONS,
    }.get(field.kind, 0)  # fmt: skip
    rows = (field.min_rows, field.max_rows)
    if min(rows) < 0 or max(rows) > most or (field.max_rows and field.min_rows > field.max_rows):
        yield _("“{label}”的行数（份数、项数）应在 0 到 {most} 之间，最少不能超过最多。").format(
            label=field.label, most=most
        )


def _detail(field: Field) -> Iterator[str]:
    if not 0 < len(field.columns) <= MOST_COLUMNS:
        yield _("明细表“{label}”应有 1 到 {most} 列。").format(label=field.label, most=MOST_COLUMNS)
    where = _("明细表“{label}”中").format(label=field.label)
    yield from _names(field.columns, where)
    row = FormDefinition(field.columns)
    for column in field.columns:
        if column.kind not in COLUMNS or column.columns or column.listed or column.sum_of:
            yield _("明细表“{label}”的“{column}”列不能用这种类型，请换一种。").format(
                label=field.label, column=column.label
            )
        elif column.unique or column.shown_if or column.required_if:
            yield _("明细表“{label}”的“{column}”列不能设置条件或不重复。").format(
                label=field.label, column=column.label
            )
        else:
            yield from (where + problem for problem in field_problems(column, row))
    yield from formulas.circles(field.columns)


def _computed(field: Field, definition: FormDefinition) -> Iterator[str]:
    if not field.is_computed or field.kind is Kind.SERIAL:
        return
    if field.kind not in COMPUTABLE or (field.sum_of and field.formula) or field.required:
        yield _(
            "“{label}”不能自动计算：只有数字和金额可以，且合计与公式只能选一种，不能必填。"
        ).format(label=field.label)
    elif field.sum_of:
        table, _dot, key = field.sum_of.partition(".")
        source = definition.field(table)
        column = source.column(key) if source and source.kind is Kind.DETAIL else None
        if column is None or column.kind is not field.kind:
            yield _("“{label}”要合计的列不存在，或类型不同，请重新选择。").format(label=field.label)
    else:
        yield from formulas.problems(field, definition.fields)
