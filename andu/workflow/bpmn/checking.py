"""What stands in the way of publishing, in words that say what to do."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from andu.engine import Automatic, Call, Definition, Step
from andu.engine import findings as unsound
from andu.engine.conditions import Type, tests_of
from andu.engine.handlers import (
    FromMatrix,
    HandlerRule,
    HandlersChoice,
    InitiatorsChoice,
    NamedPerson,
    Otherwise,
    PostHolders,
    RoleHolders,
    Superiors,
    When,
)
from andu.engine.sound import Finding as Fault
from andu.kit.verdict import Refused
from andu.organisation.models import Member, Organisation, Post, Role, Unit
from andu.workflow import matrices
from andu.workflow.bpmn.faults import fault_words
from andu.workflow.bpmn.findings import Finding, Kind, called
from andu.workflow.bpmn.foreign.settling import Directory, settled, taken_keys
from andu.workflow.bpmn.names import ALL_ENDS
from andu.workflow.bpmn.reading import Reading, read

CODED = {
    Type.PERSON.value: "person", Type.UNIT.value: "unit", "@initiator": "person", "@unit": "unit",
    "@units": "unit", "@posts": "post", "@roles": "role",
}  # fmt: skip
"""What the values of a condition are codes of, by the fact it asks about or the type."""
DRAWN_TOO = {"never_reached", "no_way_to_end", "two_defaults", "no_default"}
"""Faults a drawing's own remarks may have told already, with the line."""


def check(
    drawing: str | bytes | Reading | Definition, organisation: Organisation | None = None
) -> list[Finding]:
    """Everything that stands against publishing, of a drawing (its own remarks included) or of a
    definition; with an organisation also handlers it doesn't know. An empty list: publish."""
    if isinstance(drawing, Definition):
        return list(_about(drawing, organisation))
    try:
        reading = drawing if isinstance(drawing, Reading) else read(drawing)
    except Refused as refusal:
        return [Finding(kind=Kind.PROBLEM, text=str(refusal.verdict.reason))]
    definition, more = reading.definition, list[Finding]()
    if organisation is not None and reading.taken:
        named = [step for step in definition.steps if step.key in taken_keys(reading)]
        definition, more = settled(reading, Directory(organisation, named))
    found = [*reading.blocking, *more]
    told = {ALL_ENDS, *(finding.element for finding in found)}
    parted = {arrow.source for arrow in reading.sketch.arrows if arrow.is_foreign}
    lines = {shape.key: shape.line for shape in reading.sketch.shapes}
    for finding in _about(definition, organisation, told, parted):
        line = lines.get(finding.element, 0)
        found.append(Finding(**{**vars(finding), "line": line}))
    return found


def _about(
    definition: Definition, organisation: Organisation | None, told: Iterable[str] = (),
    parted: Iterable[str] = (),
) -> Iterator[Finding]:  # fmt: skip
    """`told` are nodes the drawing's own remarks are about; at those `parted` a condition is still
    to be completed, so that their ways look like plain ones."""
    for fault in unsound(definition):
        if fault.code == "two_defaults" and fault.node in parted:
            continue
        if fault.code in DRAWN_TOO and fault.node in told:
            continue
        yield _finding(definition, fault.node, fault_words(fault, _names(definition, fault)))
    if organisation is not None:
        yield from _unknown(definition, organisation)


def _names(definition: Definition, fault: Fault) -> tuple[str, str]:
    """What the node of a fault and its detail are called."""
    nodes = {} if fault.code in {"key_twice", "region_key_twice"} else definition.nodes
    return tuple(called(nodes[k].name, k) if k in nodes else k for k in (fault.node, fault.detail))  # type: ignore[return-value]


def _finding(definition: Definition, node: str, text: str) -> Finding:
    known = definition.nodes.get(node)
    name = called(known.name if known else "", node)
    return Finding(kind=Kind.PROBLEM, element=node, name=name, text=text)


def _unknown(definition: Definition, organisation: Organisation) -> Iterator[Finding]:
    """Handlers and values of conditions whose code nobody in the organisation has, one query for
    each kind."""
    uses = [(step.key, kind, code) for step in definition.steps for kind, code in _codes(step)]
    starters = [(key, node.task.starter) for key, node in definition.nodes.items()
                if isinstance(node, Automatic) and isinstance(node.task, Call)]  # fmt: skip
    uses += [(key, kind, code) for key, rule in starters for kind, code in _codes_of(rule)]
    asked = _asked(definition)
    both = [*uses, *asked]
    known = {kind: _known(kind, organisation, both) for kind in {kind for _n, kind, _c in both}}
    handled = _("环节“{step}”的办理人写的是{what}“{code}”，本单位没有。请改选，或先建好。")
    tested = _("“{step}”的条件写的{what}“{code}”，本单位没有。请改正条件，或先建好。")
    for words, found in ((handled, uses), (tested, asked)):
        for node, kind, code in found:
            if code not in known[kind]:
                name = called(definition.nodes[node].name, node)
                said = words.format(step=name, what=_kinds()[kind], code=code)
                yield _finding(definition, node, said)


def _asked(definition: Definition) -> list[tuple[str, str, str]]:
    """The people, units, roles and posts that conditions compare with: node, kind, code."""
    found = [
        (node, kind, code)
        for node, condition in definition.conditions
        for test in tests_of(condition)
        if (kind := CODED.get(test.field) or CODED.get(test.type, ""))
        for code in (test.value if isinstance(test.value, tuple) else (test.value,))
        if isinstance(code, str)
    ]
    return list(dict.fromkeys(found))


def _kinds() -> dict[str, str]:
    return {
        "person": _("人员"), "role": _("角色"), "post": _("岗位"), "unit": _("部门"),
        "matrix": _("核决权限表"),
    }  # fmt: skip


def _known(kind: str, organisation: Organisation, uses: Iterable[tuple[str, str, str]]) -> set[str]:
    if kind == "matrix":
        return set(matrices.names_of(organisation.pk))
    rows = {
        "person": Member.objects.present(), "role": Role.objects.all(), "post": Post.objects.all(),
        "unit": Unit.objects.open(),
    }[kind]  # fmt: skip
    codes = {code for _node, each, code in uses if each == kind}
    return set(
        rows.filter(organisation=organisation, code__in=codes).values_list("code", flat=True)
    )


def _codes(step: Step) -> Iterator[tuple[str, str]]:
    by_time = (each.rule for each in step.at_limit or ())
    rules: list[HandlerRule] = [*step.handlers, *(rule for rule in by_time if rule is not None)]
    if step.nobody.otherwise is Otherwise.PERSON:
        rules.append(NamedPerson(step.nobody.person))
    for rule in rules:
        yield from dict.fromkeys(_codes_of(rule))


def _codes_of(rule: HandlerRule) -> Iterator[tuple[str, str]]:
    if isinstance(rule, NamedPerson):
        yield "person", rule.code
    elif isinstance(rule, RoleHolders):
        yield "role", rule.role
    elif isinstance(rule, PostHolders | Superiors):
        if rule.post:
            yield "post", rule.post
    elif isinstance(rule, FromMatrix):
        yield "matrix", rule.matrix
    elif isinstance(rule, When):
        yield from _codes_of(rule.rule)
    elif isinstance(rule, InitiatorsChoice | HandlersChoice):
        for each in rule.among:
            yield from _codes_of(each)
    if getattr(rule, "unit", ""):
        yield "unit", rule.unit  # type: ignore[union-attr]
