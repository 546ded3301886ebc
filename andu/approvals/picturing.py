"""The flow of a request as a picture: what was passed, where it is, what is likely to come."""

from collections.abc import Callable, Iterable

from django.utils.safestring import SafeString

from andu.approvals.models import TemplateVersion
from andu.engine.copies import drawn
from andu.workflow.bpmn import reading
from andu.workflow.bpmn.drawing import picture
from andu.workflow.loading import Loaded
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
    known = namer_in(version.template.organisation_id)
    definition = version.form_version.definition

    def name(kind: str, code: str) -> str:
        if kind == "field":
            return definition.label_of(code)
        return known(kind, code)

    return name
