"""到期动作 in the editor: what happens by itself after a step's limit; from the boxes to the step,
and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.approvals.editor.names import Names, Wanted
from andu.approvals.editor.table import GONE
from andu.approvals.editor.typed import LATE_ROWS, Line, hours_text, minutes_in
from andu.authority.names import PERSON, Unclear
from andu.engine.handlers import NamedPerson
from andu.engine.nodes import BEFORE, AtLimit, LimitAct, Step

POLICY, NOTHING, OWN, KEEP = "policy", "nothing", "own", "keep"
LATES = (
    (POLICY, gettext_lazy("按单位规定")), (NOTHING, gettext_lazy("不自动处理")),
    (OWN, gettext_lazy("按下面的办")),
)  # fmt: skip
BEFORE_THIS = "before"
ACTS = (
    (LimitAct.REMIND.value, gettext_lazy("再次提醒")),
    (LimitAct.URGE.value, gettext_lazy("请上一环节催办")),
    (LimitAct.ESCALATE.value, gettext_lazy("上报")),
    (LimitAct.TRANSFER.value, gettext_lazy("转给他人办理")),
    (LimitAct.RETURN.value, gettext_lazy("退回发起人")),
    (BEFORE_THIS, gettext_lazy("退回上一环节")),
    (LimitAct.PASS.value, gettext_lazy("自动通过")),
)
BACK = "back-"  # and a place: returns to that step
UPWARDS = (LimitAct.ESCALATE.value, LimitAct.TRANSFER.value)


@dataclass(frozen=True)
class Row:
    """One act as the page shows it: its number, and what its boxes say."""

    number: int
    act: str
    after: str
    who: str


def rows_of(line: Line) -> list[Row]:
    """The rows of a line, empty ones included."""
    return [Row(n, *(line.parts.get(f"late_{box}_{n}", "") for box in ("act", "after", "who")))
            for n in LATE_ROWS]  # fmt: skip


def mention(line: Line, wanted: Wanted) -> None:
    """The people a line's acts name, to be looked up with all others."""
    for row in rows_of(line):
        wanted.add(text=row.who)


def acts_of(
    line: Line, names: Names, places: Mapping[str, str], step: Step
) -> tuple[AtLimit, ...] | None:
    """What the line says; what is wrong is added to its errors. A draft from before there were
    boxes for it, and what no boxes can say, leaves the step as it is."""
    said = line.parts.get("late", KEEP)
    if said == KEEP:
        for box, text in late_typed(step, names, _places(places)).items():
            line.parts.setdefault(box, text)
        return step.at_limit
    if said not in (NOTHING, OWN):
        return None
    rows = [row for row in rows_of(line) if row.act] if said == OWN else []
    if said == OWN and not rows:
        line.errors.append(_("到期动作选了“按下面的办”，请至少选一个动作，或改为不自动处理。"))
    return tuple(filter(None, (_act_of(row, line, names, places) for row in rows)))


def late_typed(step: Step, names: Names, places: Mapping[str, str]) -> dict[str, str]:
    """The boxes that say it; `places` are those of the lines by the keys of their steps."""
    if step.at_limit is None:
        return {"late": POLICY}
    if not step.at_limit:
        return {"late": NOTHING}
    if len(step.at_limit) > len(LATE_ROWS) or not all(
        _is_sayable(each, places) for each in step.at_limit
    ):
        return {"late": KEEP}
    found = {"late": OWN}
    for number, each in zip(LATE_ROWS, step.at_limit, strict=False):
        rule = each.rule
        found |= {
            f"late_act_{number}": _box(each, places),
            f"late_after_{number}": hours_text(each.after),
            f"late_who_{number}": names.text(PERSON, rule.code)
            if isinstance(rule, NamedPerson) else "",
        }  # fmt: skip
    return found


def _places(places: Mapping[str, str]) -> dict[str, str]:
    return {key: place for place, key in places.items() if key}


def _is_sayable(each: AtLimit, places: Mapping[str, str]) -> bool:
    known = each.to in ("", BEFORE) or each.to in places
    return known and (each.rule is None or isinstance(each.rule, NamedPerson))


def _box(each: AtLimit, places: Mapping[str, str]) -> str:
    if each.act is not LimitAct.RETURN or not each.to:
        return each.act.value
    return BEFORE_THIS if each.to == BEFORE else BACK + places[each.to]


def _act_of(row: Row, line: Line, names: Names, places: Mapping[str, str]) -> AtLimit | None:
    try:
        more: dict[str, Any] = {"after": _minutes(row)}
        if row.act in UPWARDS and row.who:
            more["rule"] = NamedPerson(names.code(PERSON, row.who))
    except Unclear as unclear:
        line.errors.append(_("到期动作：{why}").format(why=unclear))
        return None
    if row.act == BEFORE_THIS:
        return AtLimit(act=LimitAct.RETURN, to=BEFORE, **more)
    if row.act.startswith(BACK):
        to = places.get(row.act.removeprefix(BACK), GONE)
        return AtLimit(act=LimitAct.RETURN, to=to, **more)
    if row.act not in set(LimitAct):
        line.errors.append(_("请重新选择到期动作。"))
        return None
    return AtLimit(act=LimitAct(row.act), **more)


def _minutes(row: Row) -> int:
    """So many working hours after the limit, as minutes; nothing typed is at the limit."""
    try:
        hours = Decimal(row.after or "0")
    except InvalidOperation:
        hours = Decimal("NaN")
    if hours.is_finite() and 0 <= hours <= 720:
        return minutes_in(hours)
    words = _("超过时限“{text}”应是 0 到 720 的小时数，例如 8。")
    raise Unclear(words.format(text=row.after[:10]))
