"""What the lines of a matrix come to: rows with rules and amounts, and everything to be mended."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from andu.authority import cells, coverage
from andu.authority.cells import WORDS
from andu.authority.coverage import Problem, Span
from andu.authority.names import Names
from andu.authority.typed import MOST_ROWS, Line
from andu.engine.handlers import HandlerRule, NamedPerson
from andu.kit.money import parse, yuan

LONGEST_VALUE = 100


@dataclass(frozen=True)
class Read:
    """A row: what it holds for, and whom it names; whether an amount of it could not be read."""

    span: Span
    countersign: tuple[HandlerRule, ...] = ()
    final: tuple[HandlerRule, ...] = ()
    countersign_words: str = ""
    final_words: str = ""
    is_unread: bool = False


@dataclass
class Sheet:
    """A table read: its lines with what is wrong and what to look at, and the rows they come to."""

    lines: list[Line]
    names: Names
    rows: list[Read] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """Everything that stands against publishing, with its row."""
        words = _("第 {n} 行：{what}")
        said = [
            words.format(n=n, what=what) for n, line in enumerate(self.lines, 1)
            for what in line.errors
        ]  # fmt: skip
        return [*self.errors, *said]


def sheet_of(organisation_id: int, lines: Sequence[Line], *, has_attribute: bool) -> Sheet:
    """Read the lines; blank ones are left out."""
    kept = [line for line in lines if not line.is_blank]
    mentioned = [
        word for line in kept for part in ("countersign", "final")
        for word in cells.mentioned_in(line.parts.get(part, ""))
    ]  # fmt: skip
    sheet = Sheet(kept, Names(organisation_id, mentioned))
    for number, line in enumerate(kept, 1):
        line.errors, line.remarks = [], []
        sheet.rows.append(_row(number, line, sheet.names, has_attribute))
    if not kept:
        sheet.errors.append(_("表里还没有行。请至少写一行：类别、金额范围和审批人。"))
    if len(kept) > MOST_ROWS:
        sheet.errors.append(_("最多 {most} 行，请分成几张表。").format(most=MOST_ROWS))
    _cover(sheet)
    return sheet


def amount_of(text: str) -> int | None:
    """An amount in 分: 50000, 5万, ¥1,200.00; None for an open end. ValueError with words."""
    bare = "".join(text.split())
    if not bare or bare in WORDS["open"]:
        return None
    for unit, times in WORDS["units"].items():
        if bare.endswith(unit):
            return parse(bare.removesuffix(unit)) * int(times)
    return parse(bare)


def amount_text(fen: int | None) -> str:
    """How an amount stands in a box."""
    return "" if fen is None else yuan(fen).removesuffix(".00")


def range_words(low: int | None, high: int | None) -> str:
    """A range of amounts as people say it: 5 万元以上（含）、不到 50 万元."""
    begin = _("{low} 元（含）").format(low=amount_text(low)) if low else ""
    if high is None:
        return _("{low}以上").format(low=begin) if begin else _("不限金额")
    end = _("{high} 元以下").format(high=amount_text(high))
    return _("{low}至 {high}").format(low=begin, high=end) if begin else end


def group_words(category: str, attribute: str) -> str:
    """A category, with its attribute; 其余各类 for the rest."""
    said = category or _("其余各类")
    return f"{said}、{attribute}" if attribute else said


def _row(number: int, line: Line, names: Names, has_attribute: bool) -> Read:
    parts = line.parts
    category, attribute = (_value(line, part) for part in ("category", "attribute"))
    if attribute and not has_attribute:
        line.errors.append(_("这张表没有属性列，请清空“{text}”。").format(text=attribute[:20]))
    before = len(line.errors)
    low, high = (_amount(line, part) for part in ("low", "high"))
    is_unread = len(line.errors) > before
    said = {}
    for part in ("countersign", "final"):
        rules, wrong = cells.rules_of(parts.get(part, ""), names)
        line.errors += wrong
        said[part] = tuple(rules)
    if not cells.items_of(parts.get("final", "")):
        line.errors.append(_("没有审批人，这一行的事项无人决定。请填写最终审批人。"))
    people = [rule for rules in said.values() for rule in rules if isinstance(rule, NamedPerson)]
    if people:
        line.remarks.append(_("写了具体的人，人员变动后要出新版本。建议改写岗位或角色。"))
    return Read(
        Span(number, category, attribute, low, high), said["countersign"], said["final"],
        cells.text_of(list(said["countersign"]), names), cells.text_of(list(said["final"]), names),
        is_unread,
    )  # fmt: skip


def _value(line: Line, part: str) -> str:
    text = line.parts.get(part, "")
    if len(text) > LONGEST_VALUE:
        words = _("“{text}…”太长，请控制在 {most} 字以内。")
        line.errors.append(words.format(text=text[:20], most=LONGEST_VALUE))
        return text[:LONGEST_VALUE]
    return "" if text in WORDS["rest"] else text


def _amount(line: Line, part: str) -> int | None:
    text = line.parts.get(part, "")
    try:
        found = amount_of(text)
    except ValueError as error:
        line.errors.append(_("“{text}”不是金额。{why}").format(text=text[:20], why=error))
        return None
    if found is not None and found < 0:
        line.errors.append(_("“{text}”小于零。请填零或更大的金额。").format(text=text[:20]))
        return None
    return found


def _cover(sheet: Sheet) -> None:
    """Holes, overlaps and empty ranges stand with the row where they show."""
    if any(row.is_unread for row in sheet.rows):
        return  # what cannot be read would show as holes
    spans = [row.span for row in sheet.rows]
    for problem in coverage.problems(spans):
        sheet.lines[problem.rows[-1] - 1].errors.append(problem_words(problem))
    for span in spans:
        if span.attribute and not any(_is_rest_of(span, each) for each in spans):
            words = _("“{category}”没有写其余{what}的行；填了别的值的事项将不能提交。")
            said = words.format(category=span.category or _("其余各类"), what=_("属性"))
            sheet.lines[span.row - 1].remarks.append(said)


def _is_rest_of(span: Span, other: Span) -> bool:
    return other.category == span.category and not other.attribute


def problem_words(problem: Problem) -> str:
    """What is wrong with the cover, why, and what to do."""
    group = group_words(problem.category, problem.attribute)
    rows = "、".join(str(row) for row in problem.rows)
    span = range_words(problem.low or None, problem.high)
    if problem.code == "empty":
        return _("下限不小于上限，没有金额落在这一行。请改正金额范围。")
    if problem.code == "overlap":
        words = _("“{group}”{span}在第 {rows} 行重复规定。请改正金额范围，或删去一行。")
    else:
        words = _("“{group}”{span}没有规定由谁审批（见第 {rows} 行）。请补一行，或改正金额范围。")
    return words.format(group=group, span=span, rows=rows)
