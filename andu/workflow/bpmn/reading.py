"""Read a BPMN 2.0 drawing: the definition it means, and a remark on everything in it."""

from dataclasses import dataclass

from lxml import etree

from andu.engine.definition import Definition
from andu.workflow.bpmn.elements import elements
from andu.workflow.bpmn.findings import Finding, Kind
from andu.workflow.bpmn.parsing import USUAL, Limits, parse
from andu.workflow.bpmn.regions import definition_of
from andu.workflow.bpmn.sketch import Sketch


@dataclass(frozen=True)
class Reading:
    """What was read. `sketch` is the drawing as drawn; `tree` is the whole file, for writing back,
    and `process` the id of what was read in it. `taken` has the ids of tasks whose handlers are
    named in another maker's words."""

    definition: Definition
    findings: tuple[Finding, ...]
    sketch: Sketch
    tree: etree._Element
    process: str
    taken: frozenset[str] = frozenset()

    def of(self, *kinds: Kind) -> tuple[Finding, ...]:
        """The remarks of some kinds."""
        return tuple(each for each in self.findings if each.kind in kinds)

    @property
    def runs(self) -> tuple[Finding, ...]:
        """What runs here."""
        return self.of(Kind.RUNS)

    @property
    def carried(self) -> tuple[Finding, ...]:
        """What is carried along untouched."""
        return self.of(Kind.CARRIED)

    @property
    def refused(self) -> tuple[Finding, ...]:
        """What is refused, by name and place."""
        return self.of(Kind.REFUSED)

    @property
    def taken_over(self) -> tuple[Finding, ...]:
        """What another maker's rules became here."""
        return self.of(Kind.TAKEN)

    @property
    def open(self) -> tuple[Finding, ...]:
        """What is to be completed of another maker's rules."""
        return self.of(Kind.OPEN)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is good to know."""
        return self.of(Kind.NOTE)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """What stands in the way of publishing: refused elements, and problems of the drawing."""
        return tuple(each for each in self.findings if each.is_refusal)


def read(xml: str | bytes, limits: Limits = USUAL) -> Reading:
    """Read a drawing. Raises Refused, in Chinese and with the place, when the file is broken,
    hostile or over a limit; whatever else is wrong stands in the findings."""
    tree = parse(xml, limits)
    sketch, found = elements(tree, limits)
    definition, problems = definition_of(sketch, limits.nesting)
    remarks = (*found.findings, *problems)
    return Reading(definition, remarks, sketch, tree, found.process, frozenset(found.taken))
