"""Steps of the machine in the editor, and 到期转到: from the boxes to what the engine does, and
back."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.approvals.editor.handling import RULES, handlers_of, handlers_typed
from andu.approvals.editor.names import Names
from andu.approvals.editor.table import END, GONE, REFUSED, Row
from andu.approvals.editor.typed import Asked, Line
from andu.engine.handlers import FromMatrix, HandlersChoice, InitiatorsChoice, PlainRule, When
from andu.engine.nodes import Automatic, OnFailure
from andu.engine.sound_machine import LONGEST_WAIT
from andu.engine.tasks import (
    THE_INITIATOR,
    Bring,
    Call,
    Carry,
    Fill,
    Filling,
    Push,
    Put,
    Task,
    Wait,
)
from andu.workflow.chips import USUAL_DAY

WHATS = (
    ("wait", gettext_lazy("等待")), ("call", gettext_lazy("调用流程")),
    ("push", gettext_lazy("推送")), ("fill", gettext_lazy("填写字段")),
)  # fmt: skip
UNITS = (
    ("days", gettext_lazy("工作日")), ("hours", gettext_lazy("工作小时")),
    ("clock_days", gettext_lazy("天（含休息日）")),
    ("clock_hours", gettext_lazy("小时（不分上下班）")),
)  # fmt: skip
BESIDE = "beside"
LATERS = (
    ("", gettext_lazy("离开这一环节，转到")), (BESIDE, gettext_lazy("这一环节继续，同时另办")),
)  # fmt: skip
MINUTES = {"days": USUAL_DAY, "hours": 60, "clock_days": 24 * 60, "clock_hours": 60}
WAITING = (("yes", gettext_lazy("等它办结")), ("no", gettext_lazy("只发起并关联，不等")))
BYS = (
    (Filling.VALUE.value, gettext_lazy("固定内容")),
    (Filling.FIELD.value, gettext_lazy("另一字段")),
    (Filling.TODAY.value, gettext_lazy("今天")), (Filling.NOW.value, gettext_lazy("现在")),
    (Filling.INITIATOR.value, gettext_lazy("发起人")),
    (Filling.HANDLER.value, gettext_lazy("上一环节办理人")),
    (Filling.NOTHING.value, gettext_lazy("清空")),
)  # fmt: skip
NO_STARTERS = {"choice", "handlers_choice", "cases", "matrix_countersign", "matrix_final",
               "superiors"}  # fmt: skip
STARTERS = tuple(
    (group, kept) for group, options in RULES
    if (kept := tuple(each for each in options if each[0] not in NO_STARTERS))
)  # fmt: skip


def machine_of(
    line: Line, names: Names, fields: dict[str, str], places: Mapping[str, str],
    known: Automatic | None,
) -> Automatic:  # fmt: skip
    """The step of the machine a line states; what cannot be read is added to its errors."""
    kept = known.task if known is not None else None
    task = _task(line, names, fields, kept)
    node = Automatic(key=line.key, name=line.name or _("未命名"), task=task)
    if not isinstance(task, Call):
        is_same = known is not None and isinstance(known.task, type(task))
        return replace(known, name=node.name, task=task) if known and is_same else node
    failed = line.parts.get("failed", "end")
    if failed == "on":
        return replace(node, on_failure=OnFailure.GO_ON)
    if not failed.startswith(("r", "d")):
        return node
    to = places.get(failed, GONE) if failed.startswith("r") else ""
    return replace(node, on_failure=OnFailure.RETURN, failure_to=to)


def _task(line: Line, names: Names, fields: dict[str, str], kept: Task | None) -> Task:
    match line.parts.get("what"):
        case "call":
            starter = kept.starter if isinstance(kept, Call) else THE_INITIATOR
            return _call(line, _starter(line, names, fields, starter))
        case "push":
            return Push(to=line.parts.get("push", ""))
        case "fill":
            return Fill(puts=tuple(_put(each.parts) for each in _rows(line, "put")))
    return wait_in(line, "wait") or Wait()


def _call(line: Line, starter: PlainRule) -> Call:
    waits = line.parts.get("call_waits") != "no"
    brought = [each.parts for each in _rows(line, "bring")]
    return Call(
        flow=line.parts.get("call", ""), waits=waits, starter=starter,
        carried=tuple(Carry(field=each.parts.get("field", ""), to=each.parts.get("other", ""))
                      for each in _rows(line, "carry")),
        brought=tuple(Bring(field=each.get("field", ""), source=each.get("other", ""))
                      for each in brought),
    )  # fmt: skip


def _starter(line: Line, names: Names, fields: dict[str, str], kept: PlainRule) -> PlainRule:
    if not line.parts.get("rule"):
        return THE_INITIATOR
    rules = handlers_of(line, names, fields, (kept,))
    if len(rules) > 1:
        line.errors.append(_("以谁的名义发起只能选一个人。请删去多余的。"))
    rule = rules[0] if rules else THE_INITIATOR
    if isinstance(rule, When | FromMatrix | HandlersChoice | InitiatorsChoice):
        line.errors.append(_("请重新选择以谁的名义发起。"))
        return THE_INITIATOR
    return rule


def _put(parts: Mapping[str, str]) -> Put:
    said = parts.get("by", "")
    by = Filling(said) if said in set(Filling) else Filling.VALUE
    return Put(
        field=parts.get("field", ""), by=by,
        value=parts.get("value", "") if by is Filling.VALUE else "",
        other=parts.get("other", "") if by is Filling.FIELD else "",
    )  # fmt: skip


def _rows(line: Line, kind: str) -> list[Asked]:
    return [each for each in line.puts if each.parts.get("is") == kind]


def wait_in(line: Line, box: str) -> Wait | None:
    """How long, or until when, the boxes of a line that begin so say; None when they say nothing or
    can't be read, which is added to the errors."""
    text, until = line.parts.get(box, ""), line.parts.get(f"{box}_until", "")
    unit = line.parts.get(f"{box}_unit", "")
    if not text:
        return Wait(until=until, working=not unit.startswith("clock")) if until else None
    try:
        count = Decimal(text)
    except InvalidOperation:
        count = Decimal("NaN")
    minutes = MINUTES.get(unit, USUAL_DAY)
    if not count.is_finite() or not 0 <= count * minutes <= LONGEST_WAIT:
        words = _("“{text}”应是不小于零的数，例如 2，最多五年。")
        line.errors.append(words.format(text=text[:10]))
        return Wait(until=until) if until else None
    working = not unit.startswith("clock")
    return Wait(minutes=round(count * minutes), working=working, until=until)


def late_in(line: Line, places: Mapping[str, str], name: str) -> dict[str, Any]:
    """When a step is left, and where the way goes on then, as parts of a row."""
    when = wait_in(line, "later")
    if when is None:
        return {}
    to = places.get(line.parts.get("later_to", "") or "refused", GONE)
    beside = line.parts.get("later_how") == BESIDE
    return {"late": when, "late_to": to, "late_name": name, "late_beside": beside}


def later_typed(row: Row, places: Mapping[str, str]) -> dict[str, str]:
    """The boxes that say when a row is left."""
    if row.late is None:
        empty = {"later": "", "later_until": "", "later_how": ""}
        return empty | {"later_unit": "days", "later_to": "refused"}
    return wait_typed(row.late, "later") | {
        "later_to": places.get(row.late_to, "end"), "later_how": BESIDE if row.late_beside else "",
    }  # fmt: skip


def machine_typed(
    node: Automatic, number: int, names: Names, places: Mapping[str, str]
) -> Line:  # fmt: skip
    """A step of the machine as a line."""
    line = Line(number, {"key": node.key, "name": node.name, "failed": _failed(node, places)})
    match node.task:
        case Wait():
            line.parts |= {"what": "wait", **wait_typed(node.task, "wait")}
        case Push(to=to):
            line.parts |= {"what": "push", "push": to}
        case Fill(puts=puts):
            line.parts["what"] = "fill"
            for put in puts:
                _add(line, "put", field=put.field, by=put.by.value, value=put.value,
                     other=put.other)  # fmt: skip
        case Call():
            _call_typed(line, node.task, names)
    return line


def _call_typed(line: Line, call: Call, names: Names) -> None:
    boxes, line.people = handlers_typed((call.starter,), names)
    line.parts |= {
        "what": "call", "call": call.flow, "call_waits": "yes" if call.waits else "no", **boxes,
    }  # fmt: skip
    for carry in call.carried:
        _add(line, "carry", field=carry.field, other=carry.to)
    for bring in call.brought:
        _add(line, "bring", field=bring.field, other=bring.source)


def _add(line: Line, kind: str, **parts: str) -> None:
    line.add_put(kind)
    line.puts[-1].parts |= parts


def wait_typed(wait: Wait, box: str) -> dict[str, str]:
    """The boxes that say a wait, in the largest unit that says it whole."""
    large, small = ("days", "hours") if wait.working else ("clock_days", "clock_hours")
    is_whole = wait.minutes % MINUTES[large] == 0
    unit = large if is_whole else small
    count = f"{Decimal(wait.minutes) / MINUTES[unit]:.4f}".rstrip("0").rstrip(".")
    text = count if wait.minutes or not wait.until else ""
    return {box: text, f"{box}_unit": unit, f"{box}_until": wait.until}


def _failed(node: Automatic, places: Mapping[str, str]) -> str:
    if node.on_failure is OnFailure.END:
        return "end"
    if node.on_failure is OnFailure.GO_ON:
        return "on"
    return places.get(node.failure_to, "draft") if node.failure_to else "draft"


def places_of(keys: Mapping[str, str]) -> dict[str, str]:
    """The places of rows by key, with the two ends."""
    return {**keys, END: "end", REFUSED: "refused"}
