"""What the page of one flow shows: picture, findings, versions, what stands behind it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.safestring import SafeString

from andu.approvals.against import standing_against
from andu.approvals.models import Template, TemplateVersion
from andu.approvals.picturing import namer_of
from andu.kit.actor import Actor
from andu.upkeep.models import Basis, WrittenRule
from andu.workflow.bpmn.checking import check
from andu.workflow.bpmn.drawing import picture
from andu.workflow.bpmn.reading import read
from andu.workflow.models import Matter

STOP = "。"  # noqa: chinese


@dataclass(frozen=True)
class Told:
    """One finding: about what, why, and what to do about it (empty where the reason says it)."""

    element: str
    reason: str
    remedy: str = ""


@dataclass(frozen=True)
class Defined:
    """A version as drawn, and what is found in it."""

    version: TemplateVersion
    picture: SafeString
    findings: list[Told]


def defined(template: Template, number: int = 0) -> Defined | None:
    """The version with this number, the newest for 0; None when there is none."""
    rows = template.versions.select_related(
        "template__organisation", "form_version", "flow_version"
    )
    version = rows.filter(number=number or template.newest).first()
    if version is None:
        return None
    reading = read(version.flow_version.bpmn)
    name = namer_of(version)
    drawn = picture(reading.definition, reading=reading, name=name)
    found = [_told(each.name, each.text) for each in check(reading, template.organisation)]
    against = standing_against(reading.definition, version.form_version.definition, template)
    return Defined(version, drawn, [*found, *(_told("", text) for text in against)])


def versions_of(template: Template, actor: Actor) -> list[Any]:
    """The versions, newest first, each with how much began and runs with it and its `basis`, whose
    matter is named only to those who may see it."""
    rows = template.versions.annotate(
        started=Count("requests"),
        running=Count("requests", filter=Q(requests__matter__state=Matter.State.RUNNING)),
    ).order_by("-number")  # fmt: skip
    found: list[Any] = list(rows)
    said = Basis.objects.filter(version__template=template).select_related("matter")
    bases = {row.version_id: row for row in said.order_by("pk")}
    named = {row.matter_id for row in bases.values() if row.matter_id}
    seen = Matter.objects.visible_to(actor).filter(pk__in=named).values_list("pk", flat=True)
    known = set(seen) if named else set()
    for each in found:
        each.basis = bases.get(each.pk)
        each.basis_link = bool(each.basis and each.basis.matter_id in known)
    return found


def written_of(template: Template) -> tuple[WrittenRule | None, list[WrittenRule]]:
    """The rule in force today, and the others, the newest first."""
    rows = list(template.written_rules.select_related("file").order_by("-valid_from", "-number"))
    today = timezone.localdate()
    now = next((row for row in rows if row.valid_from <= today), None)
    return now, [row for row in rows if row is not now]


def _told(element: str, text: str) -> Told:
    reason, stop, remedy = text.partition(STOP)
    return Told(element, f"{reason}{stop}" if remedy else text, remedy)
