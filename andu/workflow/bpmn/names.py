"""Names of BPMN 2.0 and of our own namespace."""

import re

from lxml import etree

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
BOUNDS = "http://www.omg.org/spec/DD/20100524/DC"
POINTS = "http://www.omg.org/spec/DD/20100524/DI"
OURS = "urn:andu:flow:1"
PREFIXES = {"bpmn": MODEL, "bpmndi": DIAGRAM, "dc": BOUNDS, "di": POINTS, "andu": OURS}

ALL_ENDS = "all_ends"
"""Key of the gate in which several end events of a drawing meet."""

_CANNOT_STAND = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AN_ID = re.compile(r"[^\W\d][\w.\-]*\Z")


def model(name: str) -> str:
    """An element of BPMN."""
    return f"{{{MODEL}}}{name}"


def ours(name: str) -> str:
    """An element or attribute of ours."""
    return f"{{{OURS}}}{name}"


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return str(etree.QName(element).localname)


def space(element: etree._Element) -> str:
    """An element's namespace; of comments and instructions empty."""
    return str(etree.QName(element).namespace or "") if isinstance(element.tag, str) else ""


def clean(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _CANNOT_STAND.sub("", text)


def is_id(text: str) -> bool:
    """Whether a key may stand as an XML id as it is."""
    return bool(_AN_ID.match(text)) and clean(text) == text
