"""Does what the machine does in a flow fit the form, the flows it calls, the addresses there are:
what does not, in words that name the step and say what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from andu.approvals.called_flows import (
    calls_in,
    circle_from,
    missing_at_start,
    own_access,
    versions_called,
)
from andu.approvals.carrying import TAKES_WORDS, Unlike, fits, options_lacking, read_as
from andu.approvals.models import Template, TemplateVersion
from andu.engine import Alarm, Automatic, Definition
from andu.engine.conditions import Type
from andu.engine.tasks import Call, Fill, Filling, Push, Put, Wait
from andu.forms.access import AccessMap
from andu.forms.definition import Field, FormDefinition, Kind
from andu.forms.facts import cells_for_conditions, fields_for_conditions
from andu.workflow.machines import destinations
from andu.workflow.succession import the_system

Told = Iterator[str]
DATED = frozenset({Kind.DATE, Kind.TIME}) | TAKES_WORDS
NOT_TYPED = frozenset({Kind.ATTACHMENT, Kind.SERIAL, Kind.DETAIL, Kind.PERIOD, Kind.RELATED})
"""Kinds a fixed text can't be."""


@dataclass(frozen=True)
class Beside:
    """What a step of the machine is laid beside."""

    template: Template
    definition: Definition
    form: FormDefinition
    called: dict[str, TemplateVersion]
    own: dict[str, AccessMap]  # what the initiator of each may do with its fields

    @cached_property
    def addresses(self) -> set[str]:
        """Where messages can be pushed to; asked for once, and only where something is pushed."""
        return {code for code, _name in destinations(self.template.organisation_id)}

    def field(self, node: str, key: str) -> Field | None:
        """A field of the form; of a step done for each row also a column of its table."""
        table, _dot, column = key.partition(".")
        found = self.form.field(table)
        if not column or found is None:
            return found if not column else None
        fork = self.definition.tables.get(node)
        return found.column(column) if fork is not None and fork.rows == table else None


def misfits_of_machine(
    definition: Definition, form: FormDefinition, template: Template
) -> list[str]:
    """Everything the machine is told to do and could not."""
    keys = {call.flow for _node, call in calls_in(definition)}
    called = versions_called(template.organisation_id, keys)
    beside = Beside(template, definition, form, called, own_access(called))
    found: list[str] = []
    for node in definition.nodes.values():
        if isinstance(node, Alarm):
            found += _about_wait(node.when, _named(definition, node), node.key, beside)
        elif isinstance(node, Automatic) and node.task is not None:
            found += _ABOUT[type(node.task)](node.task, _called(node), node.key, beside)
    circle = circle_from(template, definition)
    if circle:
        words = _("流程调用成了一圈：{circle}，都要等对方办结，永远办不完。请把其中一处改为不等。")
        found.append(words.format(circle=" → ".join(circle)))
    return list(dict.fromkeys(found))


def _called(node: Automatic | Alarm) -> str:
    return node.name.strip()[:40] or node.key


def _named(definition: Definition, alarm: Alarm) -> str:
    host = definition.nodes.get(alarm.of)
    return (host.name if host else "") or _called(alarm)


def _about_wait(wait: Wait, step: str, node: str, beside: Beside) -> Told:
    if not wait.until:
        return
    known = {key: Type(kind) for key, _label, kind in fields_for_conditions(beside.form)}
    fork = beside.definition.tables.get(node)
    table = beside.form.field(fork.rows) if fork else None
    known |= {key: Type(kind) for key, _l, kind in (cells_for_conditions(table) if table else ())}
    if known.get(wait.until) is not Type.DATE:
        words = _("“{step}”要等到字段“{field}”，表单里没有这个日期字段。请改选。")
        yield words.format(step=step, field=beside.form.label_of(wait.until)[:40])


def _about_push(push: Push, step: str, _node: str, beside: Beside) -> Told:
    if push.to and push.to not in beside.addresses:
        words = _("“{step}”要推送到的地址没有了或已停用。请在“推送”里设置，或改选。")
        yield words.format(step=step)


def _about_call(call: Call, step: str, node: str, beside: Beside) -> Told:
    if not call.flow:
        return
    version = beside.called.get(call.flow)
    if version is None:
        words = _("“{step}”要调用的流程“{flow}”没有发布或已停用。请改选，或先发布、启用它。")
        yield words.format(step=step, flow=call.flow[:40])
        return
    theirs, name = version.form_version.definition, version.template.name
    for each in call.carried:
        pair = (beside.field(node, each.field), theirs.field(each.to))
        yield from _about_pair(step, pair, (each.field, each.to), name)
    for bring in call.brought:
        pair = (theirs.field(bring.source), beside.field(node, bring.field))
        yield from _about_pair(step, pair, (bring.source, bring.field), name)
    carried = [each.to for each in call.carried]
    missing = missing_at_start(version, beside.own[call.flow], carried)
    if missing:
        words = _(
            "“{step}”调用“{flow}”时，它的必填字段没有带入：{fields}。请带入，或在它那里设默认值。"
        )
        labels = "、".join(field.label for field in missing[:8])
        yield words.format(step=step, flow=name, fields=labels)


def _about_pair(
    step: str, pair: tuple[Field | None, Field | None], keys: tuple[str, str], flow: str
) -> Told:
    if not all(keys):
        return  # the engine says so
    for field, key in zip(pair, keys, strict=True):
        if field is None:
            words = _("“{step}”与“{flow}”之间带的字段“{field}”，表单里没有。请改选，或删去这一行。")
            yield words.format(step=step, flow=flow, field=key[:40])
            return
    source, target = pair
    if source and target and (target.is_computed or not fits(source, target)):
        words = _("“{step}”把“{source}”带到“{target}”，两个字段的种类不合。请改选，或删去这一行。")
        yield words.format(step=step, source=source.label, target=target.label)
    elif source and target:
        yield from _about_options(step, source, target)


def _about_options(step: str, source: Field, target: Field) -> Told:
    """Where one of them is chosen, the machine would be stuck."""
    if lacking := options_lacking(source, target):
        words = _(
            "“{step}”把“{source}”带到“{target}”，那里没有选项“{options}”，选了它就会停住。"
            "请补上选项，或改带到文字字段。"
        )
        options = "、".join(lacking[:5])
        yield words.format(step=step, source=source.label, target=target.label, options=options)


def _about_fill(fill: Fill, step: str, node: str, beside: Beside) -> Told:
    for put in fill.puts:
        if put.field:
            yield from _about_put(put, step, node, beside)


def _about_put(put: Put, step: str, node: str, beside: Beside) -> Told:
    target = beside.field(node, put.field)
    if target is None or target.is_computed:
        words = _("“{step}”要填写的字段“{field}”，表单里没有，或是系统算出来的。请改选。")
        yield words.format(step=step, field=target.label if target else put.field[:40])
        return
    said = {"step": step, "field": target.label}
    if put.by is Filling.FIELD and put.other:
        source = beside.field(node, put.other)
        if source is None or not fits(source, target):
            words = _("“{step}”用“{other}”填写“{field}”，没有这个字段或种类不合。请改选。")
            yield words.format(other=source.label if source else put.other[:40], **said)
        else:
            yield from _about_options(step, source, target)
    elif put.by in (Filling.TODAY, Filling.NOW) and target.kind not in DATED:
        yield _("“{step}”用日期填写“{field}”，它不是日期或文字字段。请改选。").format(**said)
    elif put.by in (Filling.INITIATOR, Filling.HANDLER):
        if target.kind not in {Kind.PERSON, *TAKES_WORDS}:
            yield _("“{step}”用人员填写“{field}”，它不是人员或文字字段。请改选。").format(**said)
    elif put.by is Filling.VALUE and put.value:
        why = _unfit(target, put.value, beside.template.organisation_id)
        if why:
            yield _("“{step}”填写字段：{why}").format(step=step, why=why)


def _unfit(field: Field, text: str, organisation_id: int) -> str:
    """Why a text can't be the value of a field; nothing when it can."""
    if field.kind in NOT_TYPED:
        words = _("“{field}”这种字段不能填固定内容。请改用别的字段来填，或删去这一行。")
        return words.format(field=field.label)
    try:
        read_as(field, text, the_system(organisation_id))
    except Unlike as unlike:
        return str(unlike)
    return ""


_ABOUT: dict[type, Callable[[Any, str, str, Beside], Told]] = {
    Wait: _about_wait, Call: _about_call, Push: _about_push, Fill: _about_fill,
}  # fmt: skip
