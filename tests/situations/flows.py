"""The flows of the situations: a check, then the step it is about, then a decision."""

from dataclasses import replace

from andu.engine import (
    Alarm,
    AtLimit,
    Automatic,
    Call,
    Definition,
    Edge,
    Fork,
    ForkKind,
    LimitAct,
    Mode,
    NamedPerson,
    Nature,
    Node,
    Region,
    Step,
    Superior,
    Threshold,
    Wait,
)
from andu.engine.tests.flows import row
from andu.workflow.tests.conftest import line

AT_LIMIT = tuple(AtLimit(act=act, after=minute) for minute, act in enumerate(LimitAct))
"""Everything time can do, in the order of `LimitAct`: a test lets one of them happen."""
NOT_PASSED = tuple(each for each in AT_LIMIT if each.act is not LimitAct.PASS)
RINGS = Wait(minutes=4 * 24 * 60, working=False)
"""When alarms ring: long after everything else."""
NAMES = {Wait: "公示", Call: "付款"}
CODES = {"a": "finance_head", "b": "registrar", "decider": "director"}


CHECK = Step(key="check", name="审核", handlers=(Superior(1),), at_limit=AT_LIMIT)


def step(key: str, name: str, *people: str, **more: object) -> Step:
    handlers = tuple(NamedPerson(CODES.get(role, f"s_{role}")) for role in people)
    acts = NOT_PASSED if more.get("nature") is Nature.WORK else AT_LIMIT
    return Step(key=key, name=name, handlers=handlers, at_limit=acts, **more)


def flow(*middle: Node) -> Definition:
    """The last node in the middle is what it is about; when its alarm rings, the way goes on."""
    made = line(CHECK, *middle, step("decide", "签批", "decider"))
    about = middle[-1]
    if isinstance(about, Fork) and about.kind is ForkKind.PARALLEL:
        return made
    return replace(made, root=watched(made.root, about.key, "decide"))


def watched(region: Region, host: str, to: str) -> Region:
    """A region in which an alarm watches a node, and leads elsewhere."""
    alarm = Alarm(key=f"{host}_late", of=host, when=RINGS)
    edges = (*region.edges, Edge(source=alarm.key, target=to))
    return replace(region, nodes=(*region.nodes, alarm), edges=edges)


def lone() -> Definition:
    """One person handles the step."""
    return flow(step("sign", "承办", "a"))


def several(name: str, mode: Mode, *people: str, **more: object) -> Definition:
    """Several people handle the step; a vote needs two."""
    if mode is Mode.VOTE:
        more["threshold"] = Threshold(count=2)
    return flow(step("sign", name, *people, mode=mode, **more))


def branches() -> Definition:
    """财务 beside 法务, which has two steps."""
    money = row("money", step("money_check", "财务", "a"))
    law = row("law", step("law_check", "法务初审", "b"), step("law_sign", "法务复审", "c"))
    law = watched(law, "law_check", "law_sign")
    return flow(Fork(key="both", name="并行", branches=(money, law), join="met"))


def sub() -> Definition:
    """A sub-process of two steps."""
    body = row("body", step("first", "初办", "a"), step("again", "复核", "b"))
    return flow(Fork(key="inner", name="子流程", branches=(body,), kind=ForkKind.SUB))


def rows() -> Definition:
    """The same for each row of a detail table."""
    body = row("body", step("first", "采购", "a"), step("again", "验收", "b"))
    each = Fork(key="each", name="逐行采购", branches=(body,), kind=ForkKind.ROWS, rows="items")
    return flow(each)


def machine(task: Wait | Call) -> Definition:
    """After the step the machine has something to do."""
    return flow(
        step("sign", "承办", "a"), Automatic(key="machine", name=NAMES[type(task)], task=task)
    )


def beside() -> Definition:
    """After ten minutes somebody looks after the step as well, and it goes on."""
    made = line(CHECK, step("sign", "承办", "a"), step("decide", "签批", "decider"))
    bell = Alarm(key="bell", of="sign", when=Wait(minutes=10, working=False), opens="side")
    main = replace(made.root, key="main", nodes=(*made.root.nodes, bell))
    frame = Fork(
        key="frame", kind=ForkKind.ALONGSIDE, branches=(main, row("side", step("see", "督办", "b")))
    )
    return replace(made, root=row("root", frame))
