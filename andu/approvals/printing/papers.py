"""The paper of a request as plain data for its layout; through the rights of the one who prints."""

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import segno
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from andu.appearance.reading import look_for
from andu.approvals.handling import Handling
from andu.approvals.models import Printout, TemplateVersion
from andu.approvals.signing import picture_named, pictures_of
from andu.forms import showing
from andu.forms.definition import Kind
from andu.forms.showing.readable import Fact
from andu.typesetting.setting import typeset
from andu.workflow.models import Enclosure, Matter
from andu.workflow.trace import Line

HERE = Path(__file__).resolve().parent
LAYOUTS = {
    TemplateVersion.Layout.SHEET: HERE / "sheet.typ",
    TemplateVersion.Layout.MEMO: HERE / "memo.typ",
}


@dataclass
class Paper:
    """What the layout is told, and the pictures it shows."""

    data: dict[str, Any]
    pictures: dict[str, bytes] = field(default_factory=dict)


def pdf_of(handling: Handling, printout: Printout, address: str) -> bytes:
    """The request as PDF/A. `address` is where the code is checked, with the code in it."""
    paper = paper_of(handling, printout, address)
    layout = LAYOUTS[TemplateVersion.Layout(handling.request.version.layout)]
    return typeset(layout, paper.data, paper.pictures, at=printout.at)


def paper_of(handling: Handling, printout: Printout, address: str) -> Paper:
    """Everything on the paper, in words."""
    matter, definition = handling.matter, handling.request.version.form_version.definition
    facts = showing.readable(definition, handling.access, handling.values)
    paper = Paper({
        "organisation": matter.organisation.name, "label": matter.label, "title": matter.title,
        "number": matter.serial, "state": str(matter.get_state_display()),
        "urgency": str(matter.get_urgency_display()) if matter.urgency else "",
        "initiator": matter.initiator_name, "unit": matter.initiator_unit,
        "started": _at(matter.started), "code": printout.spoken,
        "address": address.partition("?")[0].rsplit("/", 1)[0],
        "facts": [[_fact(one) for one in line] for line in facts.lines],
        "words": _words(printout, _site(matter)),
    })  # fmt: skip
    lines = handling.lines(on_paper=True)
    paper.pictures |= pictures_of(lines)
    paper.data["steps"] = _steps(lines, paper)
    paper.pictures["check.svg"] = _square(address)
    return paper


def _site(matter: Matter) -> str:
    """What the product is called where the matter belongs, before the foot's sentence (UI-02)."""
    name = look_for(matter.organisation_id, matter.unit_id).name
    return f"{name}　" if name else ""


def _words(printout: Printout, name: str) -> dict[str, str]:
    printed = _("本件由{who}于{when}打印，核验时可知打印之后是否又有变动。")
    return {
        "title": _("标题"), "initiator": _("发起人"), "started": _("发起时间"),
        "number": _("编号："), "urgency": _("紧急程度："), "state": _("状态："),
        "capital": _("大写："), "attached": _("附："), "none": _("无"),
        "page": _("第"), "pages": _("页"), "code": _("校验码"), "verify": _("扫码核验，或打开"),
        "printed": name + printed.format(who=printout.printer, when=_at(printout.at)),
    }  # fmt: skip


def _fact(fact: Fact) -> dict[str, Any]:
    if fact.kind == Kind.ATTACHMENT:
        names = [card.name for card in fact.files]
        return {"kind": "files", "label": fact.cell.label, "files": names}
    if fact.kind == Kind.DETAIL:
        rows = [[cell.text for cell in row] for row in fact.rows]
        if fact.sums:
            first, *others = (cell.text for cell in fact.sums)
            rows.append([first or _("合计"), *others])
        return {
            "kind": "rows", "label": fact.cell.label,
            "head": [cell.label for cell in fact.head],
            "figures": [cell.is_figure for cell in fact.head],
            "rows": rows,
        }  # fmt: skip
    cell = fact.cell
    return {"kind": "text", "label": cell.label, "text": cell.text, "capital": cell.capital}


def _steps(lines: list[Line], paper: Paper) -> list[dict[str, Any]]:
    """The opinions in boxes, one box for each step, in the order the steps were first reached."""
    boxes: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        if line.at is not None and not (line.key == "draft" and not line.opinion and not boxes):
            boxes.setdefault(line.place, []).append(_said(line, paper))
    return [{"name": name, "said": said} for name, said in boxes.items()]


def _said(line: Line, paper: Paper) -> dict[str, Any]:
    hands = [one for one in line.files if one.kind == Enclosure.Kind.HANDWRITING]
    drawn = {one.pk: picture_named(f"hand-{one.file_id}", paper.pictures) for one in hands}
    struck = _("（{undone}，作废）").format(undone=line.undone) if line.struck else ""
    noted = _("（{note}）").format(note=line.note) if line.note else ""
    return {
        "opinion": "" if line.opinion == line.did else line.opinion,
        "did": f"{line.did}{noted}{struck}", "who": line.who, "unit": line.unit,
        "at": _at(line.at), "struck": line.struck,
        "signature": picture_named(f"signature-{line.signature}", paper.pictures),
        "hands": [name for name in drawn.values() if name],
        "files": [one.file.name for one in line.files if not drawn.get(one.pk)],
    }  # fmt: skip


def _at(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "Y-m-d H:i") if moment else ""


def _square(address: str) -> bytes:
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=0, scale=4)
    return drawn.getvalue()
