"""The flow of a request as a picture: what was passed, where it is, what is likely to come."""

from collections.abc import Callable, Iterable
from functools import cache

from django.utils.safestring import SafeString

from andu.approvals.called_flows import DESTINATION, FLOW, callable_in
from andu.approvals.models import TemplateVersion
from andu.engine.copies import drawn
from andu.workflow.bpmn import reading
from andu.workflow.bpmn.drawing import picture
from andu.workflow.loading import Loaded
from andu.workflow.machines import destinations
from andu.workflow.models import Visit
from andu.workflow.trace import Line
from andu.workflow.vacancies import namer_in

MARKS = {
    Visit.State.LIVE: "current", Visit.State.PASSED: "passed", Visit.State.FAILED: "passed",
    Visit.State.STRUCK: "struck",
}  # fmt: skip


def picture_of(version: TemplateVersion, loaded: Loaded, lines: Iterable[Line]) -> SafeString:
    """The drawing of the version the request runs on, marked."""
    read = reading.read(version.flow_version.bpmn)
    marks = {line.key: "predicted" for line in lines if line.state == "next" and line.key}
    marks = {drawn(key): mark for key, mark in marks.items()}
    for visit in loaded.visits.values():
        key, mark = drawn(visit.node), MARKS.get(Visit.State(visit.state), "")
        is_of_a_row = key != visit.node  # while one row is at it, the picture says so
        if mark and not (is_of_a_row and marks.get(key) == "current"):
            marks[key] = mark
    return picture(loaded.definition, marks, reading=read, name=namer_of(version))


def namer_of(version: TemplateVersion) -> Callable[[str, str], str]:
    """What people call a code in the picture; the code itself when nobody has it any more."""
    organisation_id = version.template.organisation_id
    known, more = namer_in(organisation_id), _more_in(organisation_id)
    definition = version.form_version.definition

    def name(kind: str, code: str) -> str:
        if kind == "field":
            return definition.label_of(code)
        if kind in more:
            return more[kind]().get(code, code)
        return known(kind, code)

    return name


def _more_in(organisation_id: int) -> dict[str, Callable[[], dict[str, str]]]:
    """Other flows, and addresses: looked up only where the machine calls or pushes."""
    return {
        FLOW: cache(lambda: dict(callable_in(organisation_id))),
        DESTINATION: cache(lambda: dict(destinations(organisation_id))),
    }
