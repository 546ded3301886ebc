"""What the page shows of a step of the machine: choices, and the fields it carries."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from andu.approvals.called_flows import DESTINATION, FLOW, versions_called
from andu.approvals.carrying import STAYS
from andu.approvals.editor.machine import BYS, LATERS, STARTERS, UNITS, WAITING, WHATS
from andu.approvals.editor.typed import Asked, Line
from andu.engine.conditions import Type
from andu.forms.definition import KIND_LABELS, Field, FormDefinition

if TYPE_CHECKING:
    from andu.approvals.editor.asking import Subject
    from andu.approvals.editor.reading import Sheet

Options = list[tuple[str, str]]


@dataclass(frozen=True)
class Pair:
    """One line of what is carried, brought or filled in, with what may be chosen on its left and
    on its right."""

    put: Asked
    left: Options
    right: Options

    @property
    def by(self) -> str:
        """Where a field is filled from."""
        return self.put.parts.get("by", "value")


@dataclass(frozen=True)
class Machine:
    """A step of the machine as the page shows it."""

    carries: list[Pair]
    brings: list[Pair]
    puts: list[Pair]
    untils: Options
    is_known: bool  # the flow it calls, or the address it pushes to, may be chosen


def choices(sheet: "Sheet") -> dict[str, Any]:
    """What may be chosen at any step of the machine."""
    lists = sheet.names.lists
    return {
        "whats": WHATS, "wait_units": UNITS, "waiting": WAITING, "laters": LATERS, "fill_bys": BYS,
        "starters": STARTERS,
        "flows": [(each.code, each.name) for each in lists.get(FLOW, ())],
        "destinations": [(each.code, each.name) for each in lists.get(DESTINATION, ())],
    }  # fmt: skip


def called_forms(sheet: "Sheet") -> dict[str, FormDefinition]:
    """The forms of the templates that lines call, by key; one statement when there are any."""
    keys = [line.parts.get("call", "") for line in sheet.lines if line.parts.get("what") == "call"]
    found = versions_called(sheet.names.organisation_id, keys)
    return {key: version.form_version.definition for key, version in found.items()}


def machine_shown(line: Line, sheet: "Sheet", called: dict[str, FormDefinition]) -> Machine | None:
    """The boxes of a line of the machine; None of a step of people."""
    if not line.is_machine:
        return None
    ours = _ours(line, sheet)
    readable = [(key, _said(field)) for key, field in ours if field.kind not in STAYS]
    writable = [(key, _said(field)) for key, field in ours
                if field.kind not in STAYS and not field.is_computed]  # fmt: skip
    form = called.get(line.parts.get("call", ""), FormDefinition())
    theirs = [(each.key, _said(each)) for each in form if each.kind not in STAYS]
    to_theirs = [(each.key, _said(each)) for each in form
                 if each.kind not in STAYS and not each.is_computed]  # fmt: skip
    pairs = {
        "carry": (readable, to_theirs),
        "bring": (writable, theirs),
        "put": (writable, readable),
    }
    shown: dict[str, list[Pair]] = {kind: [] for kind in pairs}
    for put in line.puts:
        kind = put.parts.get("is", "")
        if kind in pairs:
            left, right = pairs[kind]
            field, other = put.parts.get("field", ""), put.parts.get("other", "")
            shown[kind].append(Pair(put, with_chosen(left, field), with_chosen(right, other)))
    known = {key for kind in (FLOW, DESTINATION) for key in sheet.names.by_code.get(kind, ())}
    chosen = line.parts.get("call" if line.parts["what"] == "call" else "push", "")
    days = untils(sheet.subjects_at(line), line.parts.get("wait_until", ""))
    return Machine(shown["carry"], shown["bring"], shown["put"], days, chosen in known)


def untils(subjects: "dict[str, Subject]", chosen: str) -> Options:
    """The days of the form one may wait for."""
    found = [(each.key, each.label) for each in subjects.values() if each.type is Type.DATE]
    return with_chosen(found, chosen)


def with_chosen(options: Options, chosen: str) -> Options:
    """The options, with what was chosen and is no longer among them."""
    if not chosen or chosen in {key for key, _label in options}:
        return options
    return [*options, (chosen, _("{key}（已不能选）").format(key=chosen[:40]))]


def _ours(line: Line, sheet: "Sheet") -> list[tuple[str, Field]]:
    """The fields of the form; of a step done for each row also the columns of its table."""
    fields = list(sheet.edited.tentative)
    rows = next((each for each in fields if each.key == line.parts.get("rows")), None)
    columns = rows.columns if rows is not None else ()
    found = [(each.key, each) for each in fields if rows is None or each is not rows]
    return [*found, *((f"{rows.key}.{each.key}", each) for each in columns if rows is not None)]


def _said(field: Field) -> str:
    return f"{field.label}（{KIND_LABELS[field.kind]}）"
