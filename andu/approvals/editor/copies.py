"""The lines of 抄送 in the editor: from a post to plain lines, and what they come to."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.approvals.copying import CopyTo, read
from andu.approvals.editor.handling import KEEP, NEEDS, RULES, handlers_of, handlers_typed
from andu.approvals.editor.names import PICKED, Names
from andu.approvals.editor.typed import LONGEST, Line
from andu.approvals.models import Copy, TemplateVersion
from andu.authority.names import UNIT, Unclear
from andu.engine.handlers import HandlerRule, NamedPerson
from andu.organisation.models import Unit
from andu.workflow.models import Circulation

Moment = Circulation.Moment
ACT = "copy-act"  # buttons: add, drop-3
MOST = 20
TEXTS = ("when", "rule", "people_text", "role", "post", "unit", "scope", "field", "level")
_NAME = re.compile(rf"c-(\d{{1,3}})-({'|'.join(TEXTS)}|people)", re.ASCII)
WHOLE_UNIT = "unit_all"
SUBMITTED, PASSED, ENDED = (
    Moment.SUBMITTED.value, Moment.PASSED.value, Moment.ENDED.value
)  # fmt: skip
COPY_NEEDS = NEEDS | {"unit": f"{NEEDS['unit']} {WHOLE_UNIT}"}
COPY_RULES = tuple(
    (group, tuple(each for each in options if each[0] != "choice")
     + (((WHOLE_UNIT, gettext_lazy("整个部门（含下级）")),) if at == 1 else ()))
    for at, (group, options) in enumerate(RULES)
)  # fmt: skip


@dataclass
class CopyLine(Line):
    """One line of 抄送 as typed; `when` is submitted, ended, or the key of a step."""

    @property
    def prefix(self) -> str:
        """What the names of its boxes begin with."""
        return f"c-{self.number}-"


def posted_copies(posted: Mapping[str, Any]) -> list[CopyLine]:
    """The lines in a post, with what a button asks for done."""
    lines: dict[int, CopyLine] = {}
    for name in posted:
        found = _NAME.fullmatch(str(name))
        if not found or (int(found[1]) not in lines and len(lines) >= MOST):
            continue
        line = lines.setdefault(int(found[1]), CopyLine(int(found[1])))
        if found[2] == "people":
            ids = posted.getlist(name) if hasattr(posted, "getlist") else posted[name]
            line.people = [PICKED + str(each)[:20] for each in ids][:50]
        else:
            line.parts[found[2]] = str(posted[name]).strip()[:LONGEST].replace("\0", "")
    verb, _dash, where = str(posted.get(ACT, "")).partition("-")
    if verb == "drop":
        lines = {number: line for number, line in lines.items() if str(number) != where}
    if verb == "add" and len(lines) < MOST:
        number = max(lines, default=-1) + 1
        lines[number] = CopyLine(number, {"when": ENDED, "rule": "person", "level": "1"})
    return list(lines.values())


def to_document(lines: Iterable[CopyLine]) -> list[dict[str, Any]]:
    """The lines as the draft keeps them."""
    return [{"number": e.number, "parts": e.parts, "people": e.people} for e in lines]


def from_document(document: Iterable[dict[str, Any]]) -> list[CopyLine]:
    """The lines a draft keeps."""
    return [CopyLine(e["number"], dict(e["parts"]), list(e["people"])) for e in document]


def codes_in(version: TemplateVersion) -> list[str]:
    """The codes of people a version's copies name."""
    rules = [rule for copy in Copy.objects.filter(version=version) for rule in read(copy.rules)]
    return [rule.code for rule in rules if isinstance(rule, NamedPerson)]


def lines_of(version: TemplateVersion, names: Names) -> list[CopyLine]:
    """What a version says, as lines."""
    found = []
    for copy in Copy.objects.filter(version=version).select_related("unit"):
        boxes, people = handlers_typed(read(copy.rules), names)
        if copy.unit:
            boxes = {"rule": WHOLE_UNIT, "unit": names.text(UNIT, copy.unit.code)}
        when = copy.step if copy.moment == PASSED else copy.moment
        found.append(CopyLine(copy.order, {"when": when, "level": "1", **boxes}, people))
    return found


def copies_of(
    lines: Iterable[CopyLine], names: Names, fields: dict[str, str], steps: Mapping[str, str],
    organisation_id: int,
) -> list[CopyTo]:  # fmt: skip
    """What the lines come to; what is missing is added to their errors. `steps` are the names of
    the flow's steps by key."""
    made = []
    for line in lines:
        when = line.parts.get("when", "")
        if when not in (SUBMITTED, ENDED) and when not in steps:
            line.errors.append(_("请选择什么时候抄送。"))
        moment, step = (when, "") if when in (SUBMITTED, ENDED) else (PASSED, when)
        rules, unit = _to(line, names, fields, organisation_id)
        made.append(CopyTo(moment, step, rules, unit))
    return made


def whens(steps: Mapping[str, str]) -> list[tuple[str, str]]:
    """The moments to choose from."""
    passed = [(key, _("“{step}”通过后").format(step=name)) for key, name in steps.items()]
    return [(SUBMITTED, _("提交时")), *passed, (ENDED, _("办结时"))]


def _to(
    line: CopyLine, names: Names, fields: dict[str, str], organisation_id: int
) -> tuple[tuple[HandlerRule, ...], Unit | None]:
    rule = line.parts.get("rule", "")
    if rule != WHOLE_UNIT:
        if rule in ("choice", KEEP):
            line.parts["rule"] = ""
        return handlers_of(line, names, fields, ()), None
    try:
        code = names.code(UNIT, line.parts.get("unit", ""))
    except Unclear as unclear:
        line.errors.append(str(unclear))
        return (), None
    return (), Unit.objects.filter(organisation=organisation_id, code=code).first()
