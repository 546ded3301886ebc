"""发起人自选 and 上一环节办理人选: who handles a later step, where the flow leaves it to whoever
submits or passes the matter on (WF-26)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from andu.approvals.models import TemplateVersion
from andu.forms.definition import Kind
from andu.forms.filling.people import Lookup, Named
from andu.forms.filling.typed import Unfit
from andu.kit import plain
from andu.kit.actor import Actor
from andu.organisation.models import Member
from andu.workflow.compiled import definition_of
from andu.workflow.levels import can_be_leapt, is_strict
from andu.workflow.rules_choosing import picked_by_initiator

MOST_TYPED = 30


@dataclass
class Choice:
    """One step to pick for: what was picked or typed so far, what is wrong with it, and whether
    somebody may be picked over others' heads, with a reason."""

    step: str
    name: str
    most: int = 1
    ids: tuple[int, ...] = ()
    text: str = ""
    error: str = ""
    may_leap: bool = False
    chosen: list[tuple[str, str]] = field(default_factory=list)

    @property
    def control(self) -> str:
        """The name of its control on the page."""
        return f"choice-{self.step}"

    @property
    def query(self) -> str:
        """What its picker asks with; a step done for each row of a table has a "#" in its key."""
        return f"?step={quote(self.step)}"

    @property
    def is_multiple(self) -> bool:
        """Whether several people may be picked."""
        return self.most > 1


def choices_of(version: TemplateVersion) -> list[Choice]:
    """The steps whose handlers the initiator picks, in the order of the flow."""
    definition = definition_of(version.flow_version_id)
    rules = ((step, picked_by_initiator(definition, step)) for step in definition.steps)
    place = version.template
    units = place.unit.line if place.unit else ()
    return [
        Choice(step.key, step.name, rule.most,
               may_leap=can_be_leapt(step) and is_strict(step, place.organisation_id, units))
        for step, rule in rules if rule
    ]  # fmt: skip


def read_choices(
    version: TemplateVersion, posted: Any, *, by: Actor, strict: bool = True
) -> list[Choice]:
    """What the initiator picked, of all they pick."""
    return filled(choices_of(version), posted, by=by, strict=strict)


def filled(choices: list[Choice], posted: Any, *, by: Actor, strict: bool = True) -> list[Choice]:
    """What was picked: the picker's ids, or names and codes typed without scripts. With `strict`
    every step needs somebody, and an unknown name is an error."""
    if not choices:
        return []
    named = {one.step: _named(one, posted) for one in choices}
    lookup = Lookup([(Kind.PERSON, name) for names in named.values() for name in names], by)
    for one in choices:
        _resolve(one, named[one.step], lookup)
        one.text = plain.line(posted.get(f"{one.control}_text", ""))[:200] if one.error else ""
        if strict and not one.ids and not one.error:
            one.error = _("请选择“{step}”的办理人。").format(step=one.name)
    return choices


def remembered(version: TemplateVersion, kept: Mapping[str, list[int]]) -> list[Choice]:
    """The choices as a draft has them."""
    return with_kept(choices_of(version), kept)


def with_kept(choices: list[Choice], kept: Mapping[str, list[int]]) -> list[Choice]:
    """The same choices with whom somebody picked before (step → member ids)."""
    wanted = {number for one in choices for number in kept.get(one.step, [])}
    names = dict(Member.objects.filter(pk__in=wanted).values_list("pk", "name"))
    for one in choices:
        one.ids = tuple(pk for pk in kept.get(one.step, []) if pk in names)
        one.chosen = [(str(pk), names[pk]) for pk in one.ids]
    return choices


def picked(choices: list[Choice]) -> dict[str, tuple[int, ...]]:
    """Step → member ids."""
    return {one.step: one.ids for one in choices if one.ids}


def _named(one: Choice, posted: Any) -> list[Named]:
    ids = [plain.line(text) for text in posted.getlist(one.control)][:MOST_TYPED]
    typed = plain.line(posted.get(f"{one.control}_text", "")).replace("，", "、")
    texts = [text.strip()[:200] for text in typed.replace(",", "、").split("、")][:MOST_TYPED]
    return [Named("", pk) for pk in ids if pk] + [Named(text) for text in texts if text]


def _resolve(one: Choice, named: list[Named], lookup: Lookup) -> None:
    found: dict[int, str] = {}
    try:
        for name in named:
            value = lookup.resolve(Kind.PERSON, name)
            if value:
                found[value["id"]] = value["name"]
    except Unfit as error:
        one.error = str(error)
    if len(found) > one.most:
        one.error = _("“{step}”最多选 {most} 人。").format(step=one.name, most=one.most)
    one.ids = tuple(found)
    one.chosen = [(str(pk), name) for pk, name in found.items()]
