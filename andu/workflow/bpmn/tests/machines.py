"""Steps of the machine, alarms and terminate ends for the stories about BPMN."""

import random

from hypothesis import strategies as st

from andu.engine import Definition, Edge
from andu.engine.nodes import Alarm, Automatic, OnFailure
from andu.engine.tasks import Bring, Call, Carry, Fill, Filling, Push, Put, Wait
from andu.engine.tests.model.drawing import sound_definition
from andu.workflow.bpmn.tests.flows import PLAIN, TEXTS, flow, person

WAITS = st.builds(
    Wait, minutes=st.integers(0, 9_999_999), working=st.booleans(), until=TEXTS,
)  # fmt: skip
CARRIES = st.lists(st.builds(Carry, field=TEXTS, to=TEXTS), max_size=3).map(tuple)
BRINGS = st.lists(st.builds(Bring, field=TEXTS, source=TEXTS), max_size=3).map(tuple)
KEYS = TEXTS.filter(lambda text: ":" not in text)
PUTS = st.builds(Put, field=TEXTS, by=st.sampled_from(Filling), value=TEXTS, other=TEXTS)
TASKS = st.one_of(
    WAITS,
    st.builds(
        Call, flow=KEYS, waits=st.booleans(), carried=CARRIES, brought=BRINGS,
        starter=st.sampled_from(PLAIN),
    ),
    st.builds(Push, to=TEXTS),
    st.builds(Fill, puts=st.lists(PUTS, max_size=3).map(tuple)),
    st.none(),
)  # fmt: skip
MACHINES = st.builds(
    Automatic, key=st.just("m"), name=TEXTS, task=TASKS, on_failure=st.sampled_from(OnFailure),
    failure_to=st.sampled_from(["", "a"]),
)  # fmt: skip
ALARMS = st.builds(Alarm, key=st.just("alarm"), name=TEXTS, of=st.just("a"), when=WAITS)
RANDOM = st.integers(0, 10**6).map(lambda seed: sound_definition(random.Random(seed)))
"""Flows with everything in them that the engine's own model wanders through."""
RINGING = st.integers(0, 10**6).map(lambda seed: sound_definition(random.Random(seed), bells=0.5))
"""The same with many ways beside the main one."""


def alarmed(*nodes: object, alarm: Alarm, to: str) -> Definition:
    """A flow of nodes one after another, and an alarm with its way on."""
    plain = flow(*nodes)
    edges = (*plain.root.edges, Edge(source=alarm.key, target=to, key="rings"))
    root = type(plain.root)(
        **{**vars(plain.root), "nodes": (*plain.root.nodes, alarm), "edges": edges}
    )
    return Definition(key="leave", name="请假", root=root, drafting=plain.drafting)


def steps(*keys: str) -> list[object]:
    """Steps with these keys."""
    return [person(key, name=f"环节{key}") for key in keys]
