"""The people and groups a drawing made elsewhere names, as codes of one organisation.

A group of another maker may be a role or a post of ours, and either may be written by its name. A
group that is a unit is nobody in particular here: that is said, not guessed.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from andu.engine import Definition, Fork, Region, Step
from andu.engine.handlers import HandlerRule, NamedPerson, PostHolders, RoleHolders
from andu.engine.nodes import Node
from andu.organisation.models import Member, Organisation, Post, Role, Unit
from andu.workflow.bpmn.findings import Finding, Kind, called
from andu.workflow.bpmn.reading import Reading


class Codes(Protocol):
    """Who knows what is called what: kinds are person, role, post and unit."""

    def find(self, kind: str, text: str) -> str:
        """The code of what has this code or, alone of its kind, this name; "" for none."""


class Directory:
    """The codes of an organisation for what some steps name, one statement for each kind."""

    def __init__(self, organisation: Organisation, steps: list[Step]) -> None:
        people, groups = set(_texts(steps, NamedPerson)), set(_texts(steps, RoleHolders))
        rows: dict[str, tuple[QuerySet[Model], set[str]]] = {
            "person": (Member.objects.present(), people), "role": (Role.objects.all(), groups),
            "post": (Post.objects.all(), groups), "unit": (Unit.objects.open(), groups),
        }  # fmt: skip
        self.known = {
            kind: _known(found.filter(organisation=organisation), texts)
            for kind, (found, texts) in rows.items() if texts
        }  # fmt: skip

    def find(self, kind: str, text: str) -> str:
        """As `Codes` says."""
        rows = self.known.get(kind, [])
        named = [code for code, name in rows if name == text]
        return text if any(code == text for code, _n in rows) else _single(named)


def settled(reading: Reading, codes: Codes) -> tuple[Definition, list[Finding]]:
    """The definition with codes of the organisation in the handlers taken over, and what is left
    to complete about them."""
    keys = taken_keys(reading)
    steps = {
        step.key: _settled(step, codes) for step in reading.definition.steps if step.key in keys
    }
    root = with_nodes(reading.definition.root, steps)
    found = [each for step in steps.values() for each in _units(reading, step, codes)]
    return replace(reading.definition, root=root), found


def taken_keys(reading: Reading) -> set[str]:
    """The keys of the steps whose handlers another maker's words name."""
    return {shape.key for shape in reading.sketch.shapes if shape.identity in reading.taken}


def with_nodes(region: Region, steps: dict[str, Step]) -> Region:
    """A region with some steps replaced, also inside forks."""
    return replace(region, nodes=tuple(_with(node, steps) for node in region.nodes))


def _with(node: Node, steps: dict[str, Step]) -> Node:
    if isinstance(node, Fork):
        branches = tuple(with_nodes(branch, steps) for branch in node.branches)
        return replace(node, branches=branches)
    return steps.get(node.key, node)


def _texts(steps: list[Step], kind: type) -> Iterator[str]:
    for rule in (rule for step in steps for rule in step.handlers if isinstance(rule, kind)):
        if isinstance(rule, RoleHolders):
            yield rule.role
        elif isinstance(rule, NamedPerson):
            yield rule.code


def _known(rows: "QuerySet[Model]", texts: set[str]) -> list[tuple[str, str]]:
    among = rows.filter(Q(code__in=texts) | Q(name__in=texts))
    return list(among.values_list("code", "name"))


def _single(named: list[str]) -> str:
    return named[0] if len(named) == 1 else ""


def _settled(step: Step, codes: Codes) -> Step:
    return replace(step, handlers=tuple(_rule(rule, codes) for rule in step.handlers))


def _rule(rule: HandlerRule, codes: Codes) -> HandlerRule:
    if isinstance(rule, NamedPerson):
        return NamedPerson(codes.find("person", rule.code) or rule.code)
    if not isinstance(rule, RoleHolders):
        return rule
    role, post = codes.find("role", rule.role), codes.find("post", rule.role)
    if post and not role:
        return PostHolders(post)
    return replace(rule, role=role or rule.role)


def _units(reading: Reading, step: Step, codes: Codes) -> Iterator[Finding]:
    """The groups of a step that are units."""
    lines = {shape.key: shape.line for shape in reading.sketch.shapes}
    for rule in step.handlers:
        if not isinstance(rule, RoleHolders) or codes.find("role", rule.role):
            continue
        if codes.find("unit", rule.role):
            text = _("候选组“{unit}”是部门，本系统不按“部门里任何一人”办理。"
                     "请改选该部门的负责人，或岗位、角色。")  # fmt: skip
            yield Finding(
                kind=Kind.OPEN, element=step.key, name=called(step.name, step.key),
                text=text.format(unit=rule.role), line=lines.get(step.key, 0), topic="unit",
            )  # fmt: skip
