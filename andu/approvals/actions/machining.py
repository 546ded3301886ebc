"""What the machine does to a request: fill its form, begin another in its name, bring back what
that one came to (decision 0218)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from andu.approvals import rules
from andu.approvals.actions.indexing import _index
from andu.approvals.actions.submitting import Paper, submit
from andu.approvals.carrying import Unlike, cell_in, filled, put_in
from andu.approvals.models import Request, Template, TemplateVersion
from andu.approvals.writing import access_of
from andu.engine.tasks import Bring, Put
from andu.forms import filling
from andu.forms.actions import save_record
from andu.forms.definition import FormDefinition
from andu.forms.filling import Cleaned
from andu.forms.models import RecordVersion
from andu.forms.queries import newest_of
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import Refused
from andu.organisation.acting import actor_of
from andu.organisation.models import Member
from andu.workflow.machines import Hashes, Trouble, Wanted
from andu.workflow.models import Matter


@transaction.atomic
def fill(
    matter: Matter, puts: Sequence[Put], people: Mapping[str, Member | None], *, by: Actor
) -> Hashes:
    """Put values into the form of a request; the hashes before and after."""
    request = lock(Request.objects.get(matter=matter))
    before = newest_of(request.record_id)
    definition = before.record.definition
    try:
        changes = filled(definition, before.values, puts, people, by)
    except Unlike as unlike:
        raise Trouble(str(unlike)) from unlike
    return _saved(request, before, changes, by)


@transaction.atomic
def bring(matter: Matter, called: Matter, brought: Sequence[Bring], *, by: Actor) -> Hashes:
    """Put what the form of a called request says into ours."""
    request = lock(Request.objects.get(matter=matter))
    theirs = newest_of(Request.objects.get(matter=called).record_id)
    ours = newest_of(request.record_id)
    changes: dict[str, Any] = {}
    try:
        for each in brought:
            found = cell_in(theirs.record.definition, theirs.values, each.source)
            put_in(ours.record.definition, {**ours.values, **changes}, each.field, found, changes)
    except Unlike as unlike:
        raise Trouble(str(unlike)) from unlike
    return _saved(request, ours, changes, by)


def _saved(
    request: Request, before: RecordVersion, changes: dict[str, Any], by: Actor
) -> Hashes:  # fmt: skip
    definition = before.record.definition
    values = filling.computed(definition, filling.overlay(before.values, changes))
    after = save_record(before.record, Cleaned(values, changes, previous=before.values), by=by)
    if after.hash != before.hash:
        _index(request)
    return before.hash, after.hash


@transaction.atomic
def begin(wanted: Wanted, *, by: Actor) -> Matter:
    """Submit a request of the called template, in the starter's name, with what is carried over;
    what the form starts with otherwise stands beside it."""
    version = _version(wanted)
    starter = actor_of(wanted.starter, terminal="system")
    definition = version.form_version.definition
    values = filling.initial(definition, actor=starter)
    if wanted.call.carried:
        _carry(wanted, definition, values)
    values = filling.computed(definition, values)
    missing = filling.unfilled(definition, access_of(version), values)
    if missing:
        words = _("“{flow}”还有必填的没有带入：{fields}。请在流程里补上，或由发起人填好后重试。")
        names = "、".join(field.label for field in missing[:8])
        raise Trouble(words.format(flow=version.template.name, fields=names))
    paper = Paper(title=_title(wanted, version.template.name), cleaned=Cleaned(values, values))
    return _submitted(version, paper, starter)


def _submitted(version: TemplateVersion, paper: Paper, starter: Actor) -> Matter:
    try:
        return submit(version, paper, by=starter).matter
    except Refused as refused:
        words = _("“{flow}”没有发起成功：{reason}")
        name, reason = version.template.name, refused.verdict.reason
        raise Trouble(words.format(flow=name, reason=reason)) from refused


def _version(wanted: Wanted) -> TemplateVersion:
    rows = Template.objects.filter(organisation=wanted.origin.organisation_id)
    template = rows.filter(key=wanted.call.flow).first()
    version = template.current if template and template.is_open else None
    if version is None:
        words = _("要调用的流程“{key}”没有启用。请启用它，或换一个流程。")
        raise Trouble(words.format(key=template.name if template else wanted.call.flow))
    return version


def _carry(wanted: Wanted, definition: FormDefinition, values: dict[str, Any]) -> None:
    ours = newest_of(Request.objects.get(matter=wanted.origin).record_id)
    try:
        for each in wanted.call.carried:
            cell = cell_in(ours.record.definition, ours.values, each.field)
            put_in(definition, values, each.to, cell, values)
    except Unlike as unlike:
        raise Trouble(str(unlike)) from unlike


def _title(wanted: Wanted, name: str) -> str:
    row = _("（第 {row} 行）").format(row=wanted.row) if wanted.row else ""
    return f"{name}：{wanted.origin.title}"[: rules.LONGEST_TITLE - len(row)] + row
