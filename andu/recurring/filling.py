"""What stands in a form that the clock starts: typed beforehand, read anew for each person."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.approvals import access, writing
from andu.approvals.choosing import choices_of
from andu.approvals.models import TemplateVersion
from andu.forms import filling
from andu.forms.access import Access, AccessMap, is_writable
from andu.forms.definition import Field, Kind
from andu.forms.filling import Cleaned, Raw
from andu.forms.uniqueness import repeated
from andu.kit.actor import Actor

NOT_HERE = {Kind.ATTACHMENT, Kind.RELATED}  # there is no such thing beforehand
TOKENS = ("year", "month", "day", "name", "unit")


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The parts of a plan that fill in a request."""

    title: str
    raw: Raw
    today: tuple[str, ...]


def access_of(version: TemplateVersion) -> AccessMap:
    """What can be filled in beforehand."""
    said = writing.access_of(version)
    fields = version.form_version.definition
    shut = {field.key for field in fields if field.kind in NOT_HERE}
    return {key: Access.HIDDEN if key in shut else each for key, each in said.items()}


def dates_of(version: TemplateVersion) -> list[Field]:
    """The date fields that may say 今天."""
    said = access_of(version)
    fields = version.form_version.definition
    return [each for each in fields if each.kind is Kind.DATE and is_writable(each, said)]


def kept(raw: Raw) -> Raw:
    """What was typed, without what was left empty: there the form's own beginnings stand."""
    return {name: texts for name, texts in raw.items() if any(text.strip() for text in texts)}


def raw_today(version: TemplateVersion, wording: Wording) -> Raw:
    """The texts for the form as it is now, with today's date where it is asked for."""
    raw = filling.draft(version.form_version.definition, access_of(version), wording.raw)
    today = timezone.localdate().isoformat()
    dates = {field.key for field in dates_of(version)}
    return raw | {filling.name_of(key): [today] for key in wording.today if key in dates}


def filled(version: TemplateVersion, wording: Wording, by: Actor) -> Cleaned:
    """The form as it would be submitted in somebody's name, with what is wrong."""
    definition = version.form_version.definition
    rows = access.at_step(version, access.drafting_of(version))
    start = filling.initial(definition, actor=by)
    cleaned = filling.clean(definition, rows, raw_today(version, wording), start, actor=by)
    cleaned.errors.update(repeated(version.form_version, cleaned, actor=by))
    return cleaned


def lacking(version: TemplateVersion, cleaned: Cleaned) -> list[str]:
    """What keeps a form as filled from being submitted without the person, in words."""
    found = list(cleaned.errors.values())
    steps = "、".join(choice.name for choice in choices_of(version))
    if steps:
        found.append(_("“{steps}”的办理人要由发起人选。").format(steps=steps))
    return found


def title_of(
    version: TemplateVersion, wording: Wording, nominal: datetime.date, by: Actor
) -> str:  # fmt: skip
    """The title: the usual one, or as worded, with the day it is for and who starts it."""
    said = wording.title or writing.suggested(version, by)
    parts = (str(nominal.year), str(nominal.month), str(nominal.day), by.name, by.unit)
    for token, text in zip(TOKENS, parts, strict=True):
        said = said.replace(f"{{{token}}}", text)
    return said[:200]
