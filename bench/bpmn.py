"""BPMN 2.0 documents for the rivals: the leave application, and chains of n user tasks."""

from collections.abc import Sequence
from itertools import pairwise

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="D" targetNamespace="urn:bench">'
    '<bpmn:process id="{name}" isExecutable="true">{body}</bpmn:process></bpmn:definitions>'
)
CONDITION = (
    '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{0}</bpmn:conditionExpression>'
)
Way = tuple[str, str] | tuple[str, str, str]
LEAVE_NODES = (
    ("start", "startEvent"), ("submit", "userTask"), ("split", "parallelGateway"),
    ("c1", "userTask"), ("c2", "userTask"), ("c3", "userTask"), ("join", "parallelGateway"),
    ("manager", "userTask"), ("check", "exclusiveGateway"), ("director", "userTask"),
    ("end", "endEvent"),
)  # fmt: skip
LEAVE_WAYS: tuple[Way, ...] = (
    ("start", "submit"), ("submit", "split"),
    ("split", "c1"), ("split", "c2"), ("split", "c3"), ("c1", "join"), ("c2", "join"),
    ("c3", "join"), ("join", "manager"), ("manager", "check"),
    ("check", "director", "days &gt; 3"), ("check", "end"), ("director", "end"),
)  # fmt: skip


def leave() -> str:
    """Submit, three at once, the manager, for more than three days the director."""
    return document("leave", LEAVE_NODES, LEAVE_WAYS, default="check_end")


def chain(length: int) -> str:
    """So many user tasks in a row."""
    names = [f"s{number}" for number in range(1, length + 1)]
    nodes = [("start", "startEvent"), *((name, "userTask") for name in names), ("end", "endEvent")]
    return document(f"chain{length}", nodes, list(pairwise(["start", *names, "end"])))


def document(
    name: str, nodes: Sequence[tuple[str, str]], ways: Sequence[Way], default: str = ""
) -> str:
    """The XML of a process; `default` names the way taken when no condition holds."""
    body = "".join(_node(node, kind, ways, default) for node, kind in nodes)
    return HEAD.format(name=name, body=body + "".join(map(_way, ways)))


def _node(name: str, kind: str, ways: Sequence[Way], default: str) -> str:
    ends = [("incoming", way) for way in ways if way[1] == name]
    ends += [("outgoing", way) for way in ways if way[0] == name]
    inside = "".join(f"<bpmn:{end}>f_{w[0]}_{w[1]}</bpmn:{end}>" for end, w in ends)
    usual = f' default="f_{default}"' if default.startswith(f"{name}_") else ""
    return f'<bpmn:{kind} id="{name}" name="{name}"{usual}>{inside}</bpmn:{kind}>'


def _way(way: Way) -> str:
    source, target, *condition = way
    inside = CONDITION.format(*condition) if condition else ""
    return (
        f'<bpmn:sequenceFlow id="f_{source}_{target}" sourceRef="{source}" targetRef="{target}">'
        f"{inside}</bpmn:sequenceFlow>"
    )
