"""Inclusive gateways: read, written, drawn, checked; without a partner a draft only."""

from andu.engine import (
    AllOf,
    Fork,
    ForkKind,
    Gate,
    Operator,
    Region,
    Test,
    TransferRange,
    Type,
    is_sound,
)
from andu.workflow.bpmn.checking import check
from andu.workflow.bpmn.drawing import picture
from andu.workflow.bpmn.reading import read
from andu.workflow.bpmn.tests.flows import END, START, drawing, flow, person, row, way, ways
from andu.workflow.bpmn.writing import write, write_into

DEAR = AllOf((Test("amount", Type.MONEY, Operator.GT, 500_000),))


def branch(key: str, *nodes: object, **more: object) -> Region:
    made = row(*nodes, root=key)
    return Region(**{**vars(made), **more})


def choosing() -> Fork:
    return Fork(
        key="pick", name="分办", kind=ForkKind.INCLUSIVE, join="meet",
        branches=(
            branch("w1", person("law", name="法规"), condition=DEAR, name="大额"),
            branch("w2", person("money", name="财务"), is_default=True),
            branch("w3", Gate(key="w3_empty"), condition=DEAR),
        ),
    )  # fmt: skip


def test_it_reads_back_as_the_same():
    definition = flow(person("a"), choosing(), END)
    assert is_sound(definition)
    text = write(definition)
    assert text.count("<bpmn:inclusiveGateway") == 2
    reading = read(text)
    assert reading.definition == definition
    assert not reading.blocking
    assert write_into(reading, definition) == write_into(read(text), definition)
    assert read(write_into(reading, definition)).definition == definition


def test_it_is_drawn_with_a_ring_and_its_conditions():
    shown = str(picture(flow(person("a"), choosing(), END)))
    assert "大额" in shown
    assert "a12 12 0 1 0" in shown


def test_without_a_default_or_with_two_it_is_not_published():
    fork = choosing()
    told = {f.text for f in check(flow(person("a"), _with(fork, 1, is_default=False), END))}
    assert not told  # a branch without a condition is always entered
    none = _with(fork, 1, is_default=False, condition=DEAR)
    assert "默认分支" in check(flow(person("a"), none, END))[0].text
    two = _with(fork, 0, is_default=True, condition=None)
    assert "几条默认" in check(flow(person("a"), two, END))[0].text
    plain = Fork(**{**vars(fork), "kind": ForkKind.PARALLEL})
    assert "每条都走" in check(flow(person("a"), plain, END))[0].text


def _with(fork: Fork, at: int, **more: object) -> Fork:
    branches = list(fork.branches)
    branches[at] = Region(**{**vars(branches[at]), **more})
    return Fork(**{**vars(fork), "branches": tuple(branches)})


def test_unmatched_it_is_a_draft_and_both_gateways_are_named():
    inside = (
        f'{START}<inclusiveGateway id="o" name="分头"/><parallelGateway id="j" name="会合"/>'
        '<userTask id="a"/><userTask id="b"/>'
    )
    reading = read(drawing(f"{inside}{ways('so', 'oaj', 'obj', 'je')}"))
    said = " ".join(finding.text for finding in reading.blocking)
    assert "包容网关“分头”" in said
    assert "会合" in said


def test_somebody_elses_gateways_run_with_our_conditions():
    asks = (
        '<extensionElements><andu:condition><andu:test field="f" type="bool" operator="eq"'
        ' value="true"/></andu:condition></extensionElements>'
    )
    inside = (
        f'{START}<inclusiveGateway id="o" default="o_b"/><inclusiveGateway id="j"/>'
        f'<userTask id="a"/><userTask id="b"/>{ways("so", "aj", "bj", "je")}'
        f"{way('o', 'a', asks)}{way('o', 'b')}"
    )
    reading = read(drawing(inside))
    assert not reading.blocking
    fork = next(node for node in reading.definition.root.nodes if isinstance(node, Fork))
    assert fork.kind is ForkKind.INCLUSIVE
    assert [(b.condition is None, b.is_default) for b in fork.branches] == [
        (False, False), (True, True),
    ]  # fmt: skip


def test_how_far_a_turn_may_be_handed_on_is_written_with_the_step():
    step = person("a")
    step = type(step)(**{**vars(step), "transfer": TransferRange.UNIT})
    text = write(flow(step, END))
    assert 'transfer="unit"' in text
    assert read(text).definition.step("a").transfer is TransferRange.UNIT
