"""What the machine does, written into a drawing: what is ours, and what BPMN has for it."""

from collections.abc import Callable

from lxml import etree

from andu.engine.nodes import Alarm, Automatic, Node
from andu.engine.tasks import Call, Push, Wait
from andu.workflow.bpmn.durations import timer_element
from andu.workflow.bpmn.machine import machine_element
from andu.workflow.bpmn.names import clean, local, model, ours
from andu.workflow.bpmn.sketch import Shape, What

Put = Callable[[etree._Element, str, etree._Element | None], None]


def tag_of(shape: Shape) -> str:
    """The element of a step of the machine where its kind alone doesn't say it."""
    task = shape.machine.task if isinstance(shape.machine, Automatic) else None
    return "sendTask" if isinstance(task, Push) else ""


def stated_by(shape: Shape) -> etree._Element | None:
    """What is ours in a shape of the machine, or in an end that ends all."""
    if shape.ends is not None:
        return etree.Element(ours("ends"), outcome=shape.ends)
    if shape.machine is not None:
        return machine_element(shape.machine)
    return etree.Element(ours("automatic")) if shape.what is What.AUTOMATIC else None


def finish(element: etree._Element, shape: Shape) -> None:
    """What BPMN itself has for it, after ways in and out."""
    node = shape.machine
    if shape.ends is not None:
        etree.SubElement(element, model("terminateEventDefinition"))
    elif isinstance(node, Alarm):
        element.set("cancelActivity", "false" if node.opens else "true")
        element.append(timer_element(node.when))
    elif isinstance(node, Automatic) and isinstance(node.task, Wait):
        element.append(timer_element(node.task))
    elif isinstance(node, Automatic) and isinstance(node.task, Call):
        element.set("calledElement", clean(node.task.flow))


def write_machine(element: etree._Element | None, node: Node | None, put: Put) -> None:
    """Put what a node of the machine says into the element it was read from."""
    if element is None or not isinstance(node, Automatic | Alarm):
        return
    is_foreign = isinstance(node, Automatic) and node.task is None
    if is_foreign:
        return
    stated = machine_element(node)
    put(element, local(stated), stated)
    if isinstance(node, Automatic) and isinstance(node.task, Call) and node.task.flow:
        element.set("calledElement", clean(node.task.flow))
