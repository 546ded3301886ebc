"""What is said about a template besides its form and flow, read from the boxes."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from andu.approvals import rules
from andu.approvals.editor.document import ICONS
from andu.approvals.editor.names import Names, single_words
from andu.approvals.models import Template, TemplateVersion
from andu.authority.names import PERSON, UNIT, Unclear
from andu.organisation.models import Member, Unit

TEXTS = ("name", "category", "description", "icon", "numbering")


@dataclass
class About:
    """The particulars as read; `errors` by box."""

    texts: dict[str, str]
    unit: Unit | None = None
    audience: str = "all"
    layout: str = TemplateVersion.Layout.SHEET.value
    units: list[Unit] = field(default_factory=list)
    people: list[Member] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)


def read(basics: dict[str, Any], names: Names, template: Template) -> About:
    """The particulars a draft states, or what is wrong with them."""
    about = About({name: str(basics.get(name, "")).strip() for name in TEXTS})
    about.texts["category"] = about.texts["category"][:40]
    about.texts["description"] = about.texts["description"][:300]
    if about.texts["icon"] not in ICONS:
        about.texts["icon"] = ""
    called = rules.may_be_called(
        template.organisation_id, template.key, about.texts["name"], template.pk
    )
    numbered = rules.may_number(about.texts["numbering"])
    refused = {"name": called, "numbering": numbered}
    about.errors = {box: verdict.reason for box, verdict in refused.items() if not verdict}
    if basics.get("layout") in TemplateVersion.Layout.values:
        about.layout = basics["layout"]
    _unit(about, basics, names, template)
    _audience(about, basics, names, template)
    return about


def _unit(about: About, basics: dict[str, Any], names: Names, template: Template) -> None:
    try:
        code = names.code(UNIT, str(basics.get("unit", "")))
        about.unit = _units(template, [code])[0]
    except Unclear as unclear:
        about.errors["unit"] = str(unclear)


def _audience(about: About, basics: dict[str, Any], names: Names, template: Template) -> None:
    about.audience = str(basics.get("audience") or "all")
    if about.audience != "some":
        return
    try:
        words = single_words(str(basics.get("audience_units", "")))
        about.units = _units(template, [names.code(UNIT, word) for word in words])
        typed = single_words(str(basics.get("audience_people_text", "")))
        chosen = [names.settled(each) for each in basics.get("audience_people", [])]
        codes = [*chosen, *(names.code(PERSON, word) for word in typed)]
        members = Member.objects.present().filter(organisation_id=template.organisation_id)
        about.people = list(members.filter(code__in=codes)) if codes else []
    except Unclear as unclear:
        about.errors["audience"] = str(unclear)
        return
    if not about.units and not about.people:
        about.errors["audience"] = _("请写明哪些部门或人员可以发起，或改选“全体人员”。")


def _units(template: Template, codes: list[str]) -> list[Unit]:
    rows = Unit.objects.open().filter(organisation_id=template.organisation_id)
    return list(rows.filter(code__in=codes)) if codes else []
