"""Whose extensions we know, and what they say about one task."""

import re
from dataclasses import dataclass

from lxml import etree

from andu.workflow.bpmn.names import local, model, space

MAKERS = {
    "http://camunda.org/schema/1.0/bpmn": "Camunda 7",
    "http://camunda.org/schema/zeebe/1.0": "Camunda 8",
    "http://flowable.org/bpmn": "Flowable",
    "http://activiti.org/bpmn": "Activiti",
}
GRANT = re.compile(r"\s*(user|group)\s*\(([^()]*)\)\s*|([^,]+)")


@dataclass(frozen=True)
class Said:
    """Who handles a task and until when, as written; empty texts where nothing is said."""

    assignee: str = ""
    users: str = ""
    groups: str = ""
    due: str = ""

    @property
    def anything(self) -> bool:
        """Whether anything is said."""
        return bool(self.assignee or self.users or self.groups or self.due)


def attribute(element: etree._Element, name: str) -> str:
    """An extension attribute, by any maker we know."""
    found = (element.get(f"{{{each}}}{name}") for each in MAKERS)
    return next((text.strip() for text in found if text and text.strip()), "")


def extensions(element: etree._Element) -> list[etree._Element]:
    """The extension elements of the makers we know."""
    holder = element.find(model("extensionElements"))
    inside = () if holder is None else holder.iterchildren("*")
    return [each for each in inside if space(each) in MAKERS]


def part(element: etree._Element, tag: str, name: str) -> str:
    """An attribute of an extension element; "" where either is missing."""
    for each in extensions(element):
        if local(each) == tag and (each.get(name) or "").strip():
            return str(each.get(name)).strip()
    return ""


def said_of(task: etree._Element) -> Said:
    """What a task says, in whichever of the known ways."""
    users, groups = _granted(task)
    return Said(
        assignee=attribute(task, "assignee") or part(task, "assignmentDefinition", "assignee")
        or _performer(task),
        users=attribute(task, "candidateUsers")
        or part(task, "assignmentDefinition", "candidateUsers") or users,
        groups=attribute(task, "candidateGroups")
        or part(task, "assignmentDefinition", "candidateGroups") or groups,
        due=attribute(task, "dueDate") or part(task, "taskSchedule", "dueDate"),
    )  # fmt: skip


def starters_of(start: etree._Element) -> str:
    """The variable in which an engine keeps who started, as a start event names it."""
    return attribute(start, "initiator")


def _performer(task: etree._Element) -> str:
    found = (each for each in map(_assigned, task.findall(model("humanPerformer"))) if each)
    return next(found, "")


def _assigned(role: etree._Element) -> str:
    """The expression of one of BPMN's own resource roles."""
    way = f"{model('resourceAssignmentExpression')}/{model('formalExpression')}"
    return (role.findtext(way) or "").strip()


def _granted(task: etree._Element) -> tuple[str, str]:
    """Users and groups of potential owners: user(a), group(b); a bare name is a group."""
    users: list[str] = []
    groups: list[str] = []
    for owner in task.findall(model("potentialOwner")):
        for kind, among, bare in GRANT.findall(_assigned(owner)):
            name = (among or bare).strip()
            if name:
                (users if kind == "user" else groups).append(name)
    return ",".join(users), ",".join(groups)
