"""What a step says about a vote, as elements and attributes of ours.

The threshold is an element of its own; what a voice is worth stands on the handler rule it goes
with, so that a file cannot say more or fewer than there are rules.
"""

from collections.abc import Iterable
from itertools import chain, repeat

from lxml import etree

from andu.engine.nodes import PLAIN_BALLOT, Ballot, Step, Threshold
from andu.workflow.bpmn.attributes import Attributes, children, unknown
from andu.workflow.bpmn.names import ours


def threshold_element(threshold: Threshold) -> etree._Element:
    """What a vote needs."""
    element = etree.Element(ours("threshold"))
    for name, value in (("count", threshold.count), ("percent", threshold.percent)):
        if value:
            element.set(name, str(value))
    return element


def threshold_of(element: etree._Element) -> Threshold:
    """What a <andu:threshold> states; whether that makes sense the engine says."""
    given = Attributes(element)
    found = Threshold(
        count=given.number("count", 0) or 0, percent=given.number("percent", 0) or 0
    )  # fmt: skip
    given.done()
    if children(element):
        raise unknown(children(element)[0])
    return found


def write_ballots(step: Step, rules: Iterable[etree._Element]) -> None:
    """Put on each handler rule what its voice is worth, if the step says so of any."""
    if not step.ballots:
        return
    for element, ballot in zip(rules, chain(step.ballots, repeat(PLAIN_BALLOT)), strict=False):
        element.set("weight", str(ballot.weight))
        if ballot.veto:
            element.set("veto", "true")


def ballot_of(given: Attributes) -> Ballot | None:
    """What a handler rule says its voice is worth; None when it says nothing."""
    if not {"weight", "veto"} & given.left.keys():
        return None
    weight = given.number("weight", PLAIN_BALLOT.weight)
    veto = given.flag("veto", PLAIN_BALLOT.veto)
    return Ballot(weight=PLAIN_BALLOT.weight if weight is None else weight, veto=veto)


def ballots_of(said: Iterable[Ballot | None]) -> tuple[Ballot, ...]:
    """One for each rule when any of them says something, else none at all."""
    found = tuple(said)
    if all(each is None for each in found):
        return ()
    return tuple(each or PLAIN_BALLOT for each in found)
