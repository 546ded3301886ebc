"""The verbs of a template: create, revise, publish, close, reopen."""

from dataclasses import dataclass, field, fields

from django.db import transaction
from django.utils import timezone

from andu.approvals import rules
from andu.approvals.copying import CopyTo, written
from andu.approvals.events import Closed, Created, Published, Reopened, Revised
from andu.approvals.models import Copy, StepAccess, Template, TemplateVersion
from andu.approvals.models.template import PATTERN
from andu.audit.recording import record
from andu.forms.actions import create_form
from andu.forms.actions import publish as publish_form
from andu.forms.definition import FormDefinition
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.organisation.models import Audience, Unit
from andu.workflow.actions import create_flow
from andu.workflow.models import FlowVersion


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """What can be said about a template besides its form and flow. `audience` None: everybody."""

    name: str
    category: str = ""
    description: str = ""
    icon: str = ""
    numbering: str = PATTERN
    audience: Audience | None = None
    order: int = 0


@dataclass(frozen=True, kw_only=True)
class Edition:
    """What a version pins. `access`: step key → field key → word of forms.access.Access; what is
    left out can be read, at the initiator's own step written. `copies`: whom it is sent to read."""

    form: FormDefinition
    flow: FlowVersion
    access: dict[str, dict[str, str]] = field(default_factory=dict)
    layout: str = TemplateVersion.Layout.SHEET
    copies: tuple[CopyTo, ...] = ()


@transaction.atomic
def create_template(unit: Unit, key: str, about: Particulars, *, by: Actor) -> Template:
    """A place for a kind of request, owned by `unit` (归口), with an empty form and flow of its
    own (codes "approvals-<key>"). Needs the rights to make forms and flows, too (WF-08, WF-10)."""
    require(rules.may_manage(by, unit))
    require(rules.may_be_called(unit.organisation_id, key, about.name))
    require(rules.may_number(about.numbering))
    code = f"approvals-{key}"
    template = Template.objects.create(
        organisation=unit.organisation, unit=unit, key=key,
        form=create_form(unit.organisation, code, about.name, by=by),
        flow=create_flow(code, about.name, unit, by=by), **_said(about),
    )  # fmt: skip
    record(Created(), by=by, on=template)
    return template


@transaction.atomic
def revise_template(template: Template, unit: Unit, about: Particulars, *, by: Actor) -> Template:
    """Say something else about a template; versions stay as they are."""
    template = lock(template)
    require(rules.may_manage(by, template.unit))
    require(rules.may_manage(by, unit))
    require(rules.may_be_called(unit.organisation_id, template.key, about.name, template.pk))
    require(rules.may_number(about.numbering))
    said = {**_said(about), "unit": unit}
    changed = [name for name, new in said.items() if getattr(template, name) != new]
    for name in changed:
        setattr(template, name, said[name])
    template.save(update_fields=changed)
    if changed:
        record(Revised(changed=tuple(changed)), by=by, on=template)
    return template


@transaction.atomic
def publish_template(template: Template, edition: Edition, *, by: Actor) -> TemplateVersion:
    """Let requests start with this form, flow and access from now on; running ones keep theirs
    (WF-07). The flow's version must be published already."""
    template = lock(template)
    require(rules.may_publish(by, template, edition.form, edition.flow, edition.access))
    form_version = publish_form(template.form, edition.form, by=by)
    template.newest += 1
    template.save(update_fields=["newest"])
    version = TemplateVersion.objects.create(
        template=template, number=template.newest, form_version=form_version,
        flow_version=edition.flow, layout=edition.layout, published=timezone.now(),
        published_by_id=by.member_id, publisher=by.name,
    )  # fmt: skip
    StepAccess.objects.bulk_create(
        StepAccess(version=version, step=step, field=key, access=str(word))
        for step, words in edition.access.items()
        for key, word in words.items()
    )
    Copy.objects.bulk_create(
        Copy(version=version, order=order, moment=each.moment, step=each.step,
             rules=written(each.rules), unit=each.unit)
        for order, each in enumerate(edition.copies)
    )  # fmt: skip
    record(Published(number=version.number), by=by, on=template)
    return version


@transaction.atomic
def close_template(template: Template, *, by: Actor) -> Template:
    """Let nobody start requests of this kind; running ones go on."""
    template = lock(template)
    require(rules.may_close(by, template))
    template.state = Template.State.CLOSED
    template.save(update_fields=["state"])
    record(Closed(), by=by, on=template)
    return template


@transaction.atomic
def reopen_template(template: Template, *, by: Actor) -> Template:
    """Let requests be started again."""
    template = lock(template)
    require(rules.may_reopen(by, template))
    template.state = Template.State.OPEN
    template.save(update_fields=["state"])
    record(Reopened(), by=by, on=template)
    return template


def _said(about: Particulars) -> dict[str, object]:
    return {part.name: getattr(about, part.name) for part in fields(about)}
