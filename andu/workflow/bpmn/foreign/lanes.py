"""In which lane a task is drawn: a hint at who might handle it."""

from lxml import etree

from andu.workflow.bpmn.names import model


def lanes_of(process: etree._Element) -> dict[str, str]:
    """The name of the innermost named lane by the id of what lies in it."""
    found: dict[str, str] = {}
    for lane in process.iter(model("lane")):  # outer lanes come first
        name = " ".join((lane.get("name") or "").split())
        for each in lane.findall(model("flowNodeRef")):
            node = (each.text or "").strip()
            if name and node:
                found[node] = name
    return found
