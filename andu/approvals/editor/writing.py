"""From a definition back to the lines of the table."""

from collections import Counter
from collections.abc import Mapping

from andu.approvals.editor.asking import parts_of
from andu.approvals.editor.cases import CASES, cases_typed
from andu.approvals.editor.handling import handlers_typed
from andu.approvals.editor.machine import later_typed, machine_typed, places_of
from andu.approvals.editor.names import Names
from andu.approvals.editor.table import Row
from andu.approvals.editor.telling import table_of
from andu.approvals.editor.timing import late_typed
from andu.approvals.editor.typed import DEFAULT, Asked, Line, hours_text
from andu.approvals.editor.voting import joint_typed, voices_typed
from andu.authority.names import PERSON
from andu.engine import Definition
from andu.engine.conditions import Test
from andu.engine.nodes import Automatic, Levels, OnDisagree, Step


def lines_of(definition: Definition, names: Names) -> tuple[list[Line], bool]:
    """The lines that say what a definition says, and whether they say all of it.

    Where a table cannot tell how steps follow one another, only the steps themselves are there.
    """
    table = table_of(definition)
    rows = table.rows if table else tuple(Row(step=step) for step in definition.steps)
    places = places_of({row.key: f"r{number}" for number, row in enumerate(rows)})
    lines, levels = [], levels_of(definition).value
    for number, row in enumerate(rows):
        if isinstance(row.step, Automatic):
            line = machine_typed(row.step, number, names, places)
        else:
            line = line_of(row.step, number, names, places)
        line.parts |= later_typed(row, places)
        if line.parts.get("levels") == levels:
            line.parts["levels"] = Levels.POLICY.value  # as the flow says
        line.parts |= {"rows": row.rows, "group": row.group, "branch": row.branch}
        line.parts["next"] = places.get(row.next, "")
        line.parts["side"] = "on" if row.side else ""
        line.parts["enter"] = DEFAULT if row.is_default else ""
        for tests in row.enter:
            _ask(line, tests, {"enter": "on"}, names)
        for way in row.ways:
            _ask(line, way.tests, {"to": places[way.to]}, names)
        lines.append(line)
    return lines, table is not None


def levels_of(definition: Definition) -> Levels:
    """What the flow says about 逐级审批 for all its steps: what most of them say, unless one leaves
    it to the policy."""
    said = Counter(step.levels for step in definition.steps)
    if not said or said[Levels.POLICY]:
        return Levels.POLICY
    return said.most_common(1)[0][0]


def line_of(step: Step, number: int, names: Names, places: Mapping[str, str]) -> Line:
    """One step as a line."""
    boxes, people = handlers_typed(step.handlers, names)
    cases = cases_typed(step.handlers, names)
    if cases is not None:
        boxes = {"rule": CASES}
    if not step.handlers:
        boxes = {"rule": ""}
    line = Line(number, people=people, voices=voices_typed(step, boxes["rule"]), parts={
        "key": step.key, "name": step.name, "mode": step.mode.value, "nature": step.nature.value,
        "may_return": "on" if step.may_return else "", "opinion": step.opinion.value,
        "levels": step.levels.value, "check": step.check.value,
        "again": step.again.value, "own": step.own.value,
        "disagree": _disagree(step, places),
        "limit": _hours(step.handle_within), "respond": _hours(step.respond_within),
        "transfer": step.transfer.value if step.transfer else "",
        "nobody": step.nobody.otherwise.value,
        "nobody_person": names.text(PERSON, step.nobody.person) if step.nobody.person else "",
        **joint_typed(step), **late_typed(step, names, places), **boxes,
    })  # fmt: skip
    for tests, by, who in cases or ():
        said = {"case": "on", "by": by, "who": who}
        if tests:
            _ask(line, tests, said, names)
        else:
            number = len(line.asked)
            line.asked.append(Asked(number, f"{line.prefix}w-{number}-", said))
    return line


def _ask(line: Line, tests: tuple[Test, ...], said: dict[str, str], names: Names) -> None:
    """One condition as lines: the first says what it is for, the others add to it."""
    kept = ("enter", "case")
    also = {"and": "on"} | {name: text for name, text in said.items() if name in kept}
    for at, test in enumerate(tests):
        parts = parts_of(test, names) | (also if at else said)
        number = len(line.asked)
        line.asked.append(Asked(number, f"{line.prefix}w-{number}-", parts))


def _disagree(step: Step, places: Mapping[str, str]) -> str:
    if step.on_disagree is OnDisagree.END:
        return "end"
    return places.get(step.disagree_to, "draft")


def _hours(minutes: int | None) -> str:
    return hours_text(minutes) if minutes else ""
