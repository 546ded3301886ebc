"""What a draft comes to: form, flow and access, and everything that is wrong, by line."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from andu.approvals.called_flows import DESTINATION, FLOW, callable_in
from andu.approvals.copying import CopyTo
from andu.approvals.editor import typed
from andu.approvals.editor.asking import Subject, cells_of, subjects_of, test_of
from andu.approvals.editor.cases import CASES, cases_of
from andu.approvals.editor.copies import CopyLine, copies_of, from_document
from andu.approvals.editor.document import Opened
from andu.approvals.editor.foreign import ForeignWay, people_in, prepare
from andu.approvals.editor.handling import Rules, handlers_of, nobody_of
from andu.approvals.editor.machine import late_in, machine_of
from andu.approvals.editor.names import Names, Wanted
from andu.approvals.editor.remarks import remark
from andu.approvals.editor.table import END, GONE, REFUSED, Row, Table, Way, definition_of
from andu.approvals.editor.telling import with_steps
from andu.approvals.editor.timing import acts_of, mention
from andu.approvals.editor.typed import Asked, Line
from andu.approvals.editor.voting import joint_of
from andu.approvals.editor.worklist import Place
from andu.authority.names import Unclear
from andu.engine import Definition
from andu.engine.conditions import Test
from andu.engine.definition import Withdrawal
from andu.engine.nodes import (
    Again,
    Automatic,
    Check,
    Levels,
    Mode,
    Nature,
    OnDisagree,
    Opinion,
    Own,
    Step,
    TransferRange,
)
from andu.forms import editing
from andu.forms.definition import Field, Kind
from andu.workflow.bpmn.findings import Finding
from andu.workflow.bpmn.reading import Reading, read
from andu.workflow.machines import destinations

NAMING = frozenset({Kind.PERSON, Kind.UNIT})
Word = TypeVar("Word", bound=StrEnum)


@dataclass
class Sheet:
    """A draft read: its lines with their errors, and what they come to.

    `errors` concern the flow as a whole. `drawing` is the one the draft began from; of one that
    another maker drew, `ways` has the arrows with conditions of theirs, `units` what is left to
    complete about its groups, `places` what became of its rules.
    """

    opened: Opened
    edited: editing.Edited
    lines: list[Line]
    names: Names
    subjects: dict[str, Subject]
    definition: Definition
    table: Table | None = None
    drawing: Reading | None = None
    errors: list[str] = field(default_factory=list)
    copies: list[CopyLine] = field(default_factory=list)
    copied: list[CopyTo] = field(default_factory=list)
    ways: list[ForeignWay] = field(default_factory=list)
    units: list[Finding] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    @property
    def tables(self) -> list[Field]:
        """The detail tables of the form."""
        return [field for field in self.edited.tentative if field.kind is Kind.DETAIL]

    def columns_at(self, line: Line) -> list[tuple[str, Field]]:
        """Of a step that is done for each row of a table: its columns that name people or units,
        by the key they are asked for."""
        return [
            (f"{table.key}.{column.key}", column)
            for table in self.tables if table.key == line.parts.get("rows")
            for column in table.columns if column.kind in NAMING
        ]  # fmt: skip

    def subjects_at(self, line: Line) -> dict[str, Subject]:
        """What conditions may ask at a step; done for each row of a table, also of its row."""
        table = line.parts.get("rows", "")
        return self.subjects | (cells_of(self.edited.tentative, table) if table else {})

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Everything wrong with the flow: where, and what to do."""
        said = [(line.name or _("未命名"), error) for line in self.lines for error in told(line)]
        said += [(_("抄送"), error) for line in self.copies for error in line.errors]
        return [*(("", error) for error in self.errors), *said]

    @property
    def field_faults(self) -> list[str]:
        """Everything wrong with the fields."""
        return [*self.edited.errors, *(e for line in self.edited.lines for e in _told(line))]

    @property
    def open_work(self) -> int:
        """How much of another maker's rules is still to be completed."""
        wrong = sum(bool(way.error) for way in self.ways) if self.opened.drawn else 0
        return wrong + sum(len(place.open) + place.wrong for place in self.places)

    @property
    def is_sound(self) -> bool:
        """Whether form and flow may be published."""
        return not self.faults and not self.field_faults


def sheet_of(
    opened: Opened, lines: list[Line] | None = None, copies: list[CopyLine] | None = None
) -> Sheet:
    """Read a draft; `lines` and `copies` instead of the kept ones, if something was just typed."""
    document = opened.document
    edited = editing.parse(editing.in_order(document["fields"]))
    lines = typed.from_document(document["steps"]) if lines is None else lines
    copies = from_document(document.get("copies", [])) if copies is None else copies
    named = [*lines, *copies]
    drawing = read(opened.bpmn) if opened.bpmn else None
    wanted = _wanted(named, document["basics"])
    wanted.add(codes=people_in(drawing))
    names = Names(opened.template.organisation_id, wanted)
    used = {each.key: each.dictionary for each in edited.tentative if each.dictionary}
    names.add_dictionaries(opened.template.organisation_id, used)
    subjects = subjects_of(edited.tentative, names)
    names.fields = {subject.key: subject.label for subject in subjects.values()}
    names.form = edited.tentative
    offer(names, lines)
    settle(named, names)
    sheet = Sheet(
        opened, edited, lines, names, subjects, drawing.definition if drawing else _NOTHING,
        drawing=drawing, copies=copies,
    )  # fmt: skip
    _read_steps(sheet, prepare(sheet, drawing) if drawing else None)
    steps = {line.key: line.name for line in lines if line.key and not line.is_machine}
    sheet.copied = copies_of(copies, names, _kinds(edited), steps, names.organisation_id)
    remark(sheet)
    return sheet


def settle(lines: Iterable[Line], names: Names) -> None:
    """The people picked, by code, and with them what their voices are worth."""
    for line in lines:
        codes = [names.settled(each) for each in line.people]
        line.people = list(dict.fromkeys(code for code in codes if code))
        line.voices = {names.settled(place): said for place, said in line.voices.items()}


def offer(names: Names, lines: Iterable[Line]) -> None:
    """The flows and addresses to choose from, where a line calls or pushes."""
    whats = {line.parts.get("what") for line in lines}
    if "call" in whats:
        names.learn(FLOW, callable_in(names.organisation_id))
    if "push" in whats:
        names.learn(DESTINATION, destinations(names.organisation_id))


def told(line: Line) -> list[str]:
    """Everything wrong with a line, its conditions included."""
    return [*line.errors, *(asked.error for asked in line.asked if asked.error)]


def _told(line: editing.Line) -> list[str]:
    return [*line.errors, *(error for column in line.columns for error in column.errors)]


_NOTHING = definition_of(Table(key="flow"))


def _wanted(lines: Iterable[Line], basics: dict[str, Any]) -> Wanted:
    wanted = Wanted()
    people = basics.get("audience_people", [])
    wanted.add(ids=people, codes=people, text=basics.get("audience_people_text", ""))
    for line in lines:
        wanted.add(ids=line.people, codes=line.people, text=line.parts.get("people_text", ""))
        wanted.add(text=line.parts.get("nobody_person", ""))
        mention(line, wanted)
        for asked in line.asked:
            if asked.parts.get("field") in {"@initiator"} or asked.parts.get("value"):
                wanted.add(text=asked.parts.get("value", ""))
            if asked.parts.get("by") == "person":
                wanted.add(text=asked.parts.get("who", ""))
    return wanted


def _read_steps(sheet: Sheet, basis: Definition | None) -> None:
    places = {line.place: line.key for line in sheet.lines}
    places |= {"end": END, "refused": REFUSED, "": ""}
    rows = [_row(line, sheet, basis, places) for line in sheet.lines]
    _name_twice(sheet.lines)
    if sheet.opened.drawn and basis is not None:
        steps = {row.key: row.step for row in rows if isinstance(row.step, Step)}
        sheet.definition = with_steps(basis, steps)
        return
    flow, template = sheet.opened.document["flow"], sheet.opened.template
    sheet.table = Table(
        key=f"approvals-{template.key}", rows=tuple(rows),
        name=sheet.opened.document["basics"].get("name") or template.name,
        withdrawal=_word(Withdrawal, flow.get("withdrawal"), Withdrawal.UNTIL_FIRST_DECISION),
        take_back=bool(flow.get("take_back")), cuts_sides=flow.get("sides") != "wait",
    )  # fmt: skip
    if basis is not None and basis.drafting.key not in {row.key for row in rows}:
        sheet.table = replace(sheet.table, drafting=basis.drafting)
    sheet.definition = definition_of(sheet.table)


def _row(line: Line, sheet: Sheet, basis: Definition | None, places: dict[str, str]) -> Row:
    parts = line.parts
    if not line.is_machine and parts.get("check") == Check.REQUIRED and not parts.get("may_return"):
        line.errors.append(_("要检核上一环节的，须“可以退回”：发现没有按流程执行时退回。"))
    if not line.name:
        line.errors.append(_("请填写环节名称。"))
    return Row(
        step=_work(line, sheet, basis, places), rows=_rows_of(line, sheet),
        group=parts.get("group", ""), branch=parts.get("branch", ""),
        next=places.get(parts.get("next", ""), GONE),
        ways=tuple(_ways(line, line.ways, sheet, places)),
        enter=tuple(way.tests for way in _ways(line, line.entries, sheet, places)),
        is_default=parts.get("enter") == typed.DEFAULT, side=bool(parts.get("side")),
        **late_in(line, places, _alarm_name(line, basis)),
    )  # fmt: skip


def _alarm_name(line: Line, basis: Definition | None) -> str:
    """What a drawing calls the timer on this step."""
    known = basis.alarms.get(line.key, ()) if basis and line.key in basis.nodes else ()
    return known[0].name if known else ""


def _work(
    line: Line, sheet: Sheet, basis: Definition | None, places: dict[str, str]
) -> Step | Automatic:
    if not line.is_machine:
        return _step(line, sheet, basis, places)
    known = basis.nodes.get(line.key) if basis else None
    columns = sheet.columns_at(line)
    kinds = _kinds(sheet.edited) | {key: column.kind.value for key, column in columns}
    node = known if isinstance(known, Automatic) else None
    return machine_of(line, sheet.names, kinds, places, node)


def _step(line: Line, sheet: Sheet, basis: Definition | None, places: dict[str, str]) -> Step:
    known = basis.nodes.get(line.key) if basis else None
    step = known if isinstance(known, Step) else Step(key=line.key)
    columns = sheet.columns_at(line)
    kinds = _kinds(sheet.edited) | {key: column.kind.value for key, column in columns}
    disagree = line.parts.get("disagree", "")
    handlers = _handlers(line, sheet, kinds, step)
    return replace(
        step, key=line.key, name=line.name or _("未命名"), handlers=handlers,
        nobody=nobody_of(line, sheet.names),
        mode=_word(Mode, line.parts.get("mode"), Mode.ONE),
        nature=_word(Nature, line.parts.get("nature"), Nature.APPROVE),
        opinion=_word(Opinion, line.parts.get("opinion"), Opinion.POLICY),
        levels=_levels(line, sheet, step),
        check=_word(Check, line.parts.get("check"), step.check),
        again=_word(Again, line.parts.get("again"), step.again),
        own=_word(Own, line.parts.get("own"), step.own),
        may_return=bool(line.parts.get("may_return")),
        on_disagree=OnDisagree.RETURN if disagree.startswith(("r", "d")) else OnDisagree.END,
        disagree_to=places.get(disagree, GONE) if disagree.startswith("r") else "",
        handle_within=_minutes(line, "limit", _("时限")),
        respond_within=_minutes(line, "respond", _("响应时限"), step.respond_within),
        transfer=_transfer(line, step), at_limit=acts_of(line, sheet.names, places, step),
        **joint_of(line, sheet.names, handlers, step),
    )  # fmt: skip


def _handlers(line: Line, sheet: Sheet, kinds: dict[str, str], step: Step) -> Rules:
    if line.parts.get("rule") == CASES:
        return cases_of(line, sheet.subjects_at(line), sheet.names, kinds)
    return handlers_of(line, sheet.names, kinds, step.handlers)


def _kinds(edited: editing.Edited) -> dict[str, str]:
    return {each.key: each.kind.value for each in edited.tentative if each.kind in NAMING}


def _word(kind: type[Word], said: Any, usual: Word) -> Word:
    return kind(said) if said in set(kind) else usual


def _levels(line: Line, sheet: Sheet, step: Step) -> Levels:
    """As the step says, else as the flow says for all of them (WF-11)."""
    said = _word(Levels, line.parts.get("levels"), step.levels)
    flow = _word(Levels, sheet.opened.document["flow"].get("levels"), Levels.POLICY)
    return flow if said is Levels.POLICY else said


def _transfer(line: Line, step: Step) -> TransferRange | None:
    """As said; a draft from before there was a box for it leaves it as it is."""
    said = line.parts.get("transfer")
    if said is None:
        return step.transfer
    return TransferRange(said) if said in set(TransferRange) else None


def _minutes(line: Line, box: str, called: str, usual: int | None = None) -> int | None:
    """A limit typed in working hours; `usual` where the draft has no such box yet."""
    text = line.parts.get(box)
    if not text:
        return usual if text is None else None
    try:
        hours = Decimal(text)
    except InvalidOperation:
        hours = Decimal("NaN")
    if hours.is_finite() and 0 < hours <= 9999:
        return max(1, typed.minutes_in(hours))
    words = _("{limit}“{text}”应是大于零的小时数，例如 8。")
    line.errors.append(words.format(limit=called, text=text[:10]))
    return None


def _rows_of(line: Line, sheet: Sheet) -> str:
    """The detail table for each of whose rows the step is done."""
    table = line.parts.get("rows", "")
    if table and table not in {field.key for field in sheet.tables}:
        line.errors.append(_("逐行办理的明细表已经不在表单里。请重新选择。"))
    return table


def _ways(line: Line, lines: list[Asked], sheet: Sheet, places: dict[str, str]) -> list[Way]:
    subjects = sheet.subjects_at(line)
    ways: list[Way] = []
    for asked in lines:
        tests: tuple[Test, ...] = ()
        try:
            tests = (test_of(asked.parts, subjects, sheet.names),)
        except Unclear as unclear:
            asked.error = str(unclear)
        if asked.parts.get("and") and ways:
            ways[-1] = Way((*ways[-1].tests, *tests), ways[-1].to)
        else:
            ways.append(Way(tests, places.get(asked.parts.get("to", "end") or "end", GONE)))
    return ways


def _name_twice(lines: list[Line]) -> None:
    times = Counter(line.name for line in lines if line.name)
    for line in lines:
        if times[line.name] > 1:
            words = _("有 {n} 个环节都叫“{name}”，请改成不同的名称。")
            line.errors.append(words.format(n=times[line.name], name=line.name))
