"""Whom a version's copies mean now, and how their rules are kept as text."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from andu.approvals.facts import facts_of
from andu.approvals.models import Copy, Request
from andu.engine.handlers import HandlerRule
from andu.kit.editions import remembered
from andu.organisation.models import Appointment, Member, Unit
from andu.workflow import store
from andu.workflow.bpmn.handling import handler_element, handler_of
from andu.workflow.deciding import asking_of
from andu.workflow.directory import people
from andu.workflow.saying import Deed


@dataclass(frozen=True)
class CopyTo:
    """One line as it is published: at this moment (after this step) to these people."""

    moment: str
    step: str = ""
    rules: tuple[HandlerRule, ...] = ()
    unit: Unit | None = None


def written(rules: Iterable[HandlerRule]) -> str:
    """Handler rules as text."""
    root = etree.Element("to")
    root.extend(handler_element(rule) for rule in rules)
    return etree.tostring(root, encoding="unicode") if len(root) else ""


def read(text: str) -> tuple[HandlerRule, ...]:
    """Handler rules from text that `written` has made."""
    if not text:
        return ()
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return tuple(handler_of(element) for element in etree.fromstring(text, parser))


def moments_of(flow_version: int) -> frozenset[tuple[str, str]]:
    """When templates with this version of a flow copy to somebody: (moment, step)."""

    def read() -> frozenset[tuple[str, str]]:
        rows = Copy.objects.filter(version__flow_version=flow_version)
        return frozenset(rows.values_list("moment", "step").order_by())

    return remembered(("approvals.moments", flow_version), read)


def meant_by(request: Request, copies: list[Copy]) -> list[int]:
    """The ids of everybody these lines mean, asked from the organisation as it is."""
    definition = request.version.form_version.definition
    facts = facts_of(definition, request.record.current.values)
    asking = asking_of(store.load(request.matter_id), Deed(facts=facts))
    found = [who for copy in copies for rule in read(copy.rules) for who in people(rule, asking)]
    ids = {who.pk for who in found if who.state != Member.State.LEFT}
    for copy in copies:
        if copy.unit:
            here = Appointment.objects.current().filter(unit__path__startswith=copy.unit.path)
            ids |= set(here.values_list("member", flat=True))
    return sorted(ids)
