"""Flows for the stories of this room, built without a drawing."""

import itertools
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from andu.engine import Definition, Edge, Gate, Mode, Region, Step
from andu.engine.handlers import NamedPerson, Superior
from andu.kit.chain import sm3
from andu.organisation.models import Organisation
from andu.policy.models import Decision
from andu.policy.reading import forget
from andu.workflow import actions, compiled
from andu.workflow.actions.starting import Subject
from andu.workflow.models import Flow, FlowVersion, Matter, Seat
from andu.workflow.policy import SECOND_PERSON
from andu.workflow.tests.moments import at
from tests.cast import actor_of

KNOWN: dict[str, Definition] = {}


@dataclass
class Read:
    """What the patched reader answers."""

    definition: Definition


def alone(member) -> None:
    """Whoever administers flows there may act without a second person."""
    decided_on(member, SECOND_PERSON, "nobody")


def decided_on(member, setting, text) -> None:
    """The member's organisation has decided on a setting."""
    Decision.objects.create(
        code=setting.code, level="organisation", place=member.organisation_id, text=text,
        since=timezone.now(),
    )  # fmt: skip
    forget()


@pytest.fixture(autouse=True)
def drawings(monkeypatch):
    """Let a version's text be the key of a definition made in a test."""
    compiled.definition_of.cache_clear()
    known = SimpleNamespace(read=lambda text: Read(KNOWN[text]))
    monkeypatch.setattr(compiled, "reading", known)  # here only: others may be imported just now
    yield KNOWN
    compiled.definition_of.cache_clear()


def line(*steps: Step, **more: object) -> Definition:
    """A flow of steps one after another."""
    nodes = (Gate(key="s"), *steps, Gate(key="e"))
    keys = [node.key for node in nodes]
    edges = tuple(Edge(source=a, target=b) for a, b in itertools.pairwise(keys))
    root = Region(key="root", entry="s", exit="e", nodes=nodes, edges=edges)
    return Definition(key="leave", name="请假", root=root, **more)


def version_of(organisation: Organisation, definition: Definition) -> FlowVersion:
    """A published version that says this definition."""
    text = f"drawing-{len(KNOWN)}"
    KNOWN[text] = definition
    flow = Flow.objects.create(organisation=organisation, code=text, name=definition.name)
    return FlowVersion.objects.create(
        flow=flow, number=1, bpmn=text, bpmn_hash=sm3(text.encode()), state="published"
    )


def countersign(*codes: str, mode: Mode = Mode.ALL) -> Definition:
    """The superior checks, these people countersign, the director decides."""
    return line(
        Step(key="check", name="科长审核", handlers=(Superior(1),)),
        Step(key="sign", name="会签", mode=mode, handlers=tuple(NamedPerson(c) for c in codes)),
        Step(key="decide", name="局长签批", handlers=(NamedPerson("director"),)),
    )


def begin(clerk, definition, **subject) -> Matter:
    """The clerk starts a matter."""
    version = version_of(clerk.organisation, definition)
    usual = {"kind": "test", "title": "关于采购空调维保的请示", "label": "请示"}
    about = Subject(**usual | subject)
    return actions.start(version, about, by=actor_of(clerk))


def seat_of(matter: Matter, member) -> int:
    """The number of the member's open seat."""
    return Seat.objects.get(run__matter=matter, member=member, state="open").number


@pytest.fixture
def decide_policy(db):
    """Decide a setting for the whole installation."""

    def decide(code, text):
        since = timezone.now() - timedelta(days=1)
        Decision.objects.create(code=code, level="installation", place=0, text=text, since=since)
        forget()

    yield decide
    forget()


@pytest.fixture
def clock(monkeypatch):
    """Set the clock: `clock(at(0, 9))`."""

    def set_to(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    set_to(at(0, 9))
    return set_to
