"""Which values fit where: from one field to another, and a text in a field."""

from django.db.models import Q
from django.utils.translation import gettext as _

from andu.forms.definition import Field, Kind
from andu.forms.filling.typed import Unfit, parse
from andu.forms.models import DictionaryEntry
from andu.organisation.models import Member, Unit

STAYS = frozenset({Kind.ATTACHMENT, Kind.SERIAL})
"""Kinds that are carried nowhere: files belong to one record, numbers are drawn."""
TAKES_WORDS = frozenset({Kind.TEXT, Kind.LONG_TEXT})
NOT_TYPED = frozenset({Kind.ATTACHMENT, Kind.SERIAL, Kind.DETAIL, Kind.PERIOD, Kind.RELATED})
"""Kinds a fixed text can't be."""


def fits(source: Field, target: Field) -> bool:
    """Whether what a field says can stand in another."""
    if source.kind in STAYS or target.kind in STAYS or target.is_computed:
        return False
    if target.kind in TAKES_WORDS:
        return source.kind is not Kind.DETAIL
    same = source.kind is target.kind
    return same and (source.kind is not Kind.DICTIONARY or source.dictionary == target.dictionary)


def unfit_value(field: Field, text: str, organisation_id: int) -> str:
    """Why a text can't be the value of a field; nothing when it can."""
    if field.kind in NOT_TYPED:
        return _("这种字段不能填固定的内容。请改用别的字段来填，或删去这一行。")
    if field.kind is Kind.CHOICES:
        strange = [each for each in text.split("、") if each not in field.options]
        return _("没有选项“{option}”。请改正。").format(option=strange[0][:40]) if strange else ""
    if field.kind in (Kind.PERSON, Kind.UNIT, Kind.DICTIONARY):
        return _about_named(field, text, organisation_id)
    try:
        parse(field, text)
    except Unfit as unfit:
        return str(unfit)
    return ""


def _about_named(field: Field, text: str, organisation_id: int) -> str:
    rows = {
        Kind.PERSON: Member.objects.present().filter(organisation=organisation_id),
        Kind.UNIT: Unit.objects.open().filter(organisation=organisation_id),
        Kind.DICTIONARY: DictionaryEntry.objects.filter(
            dictionary__organisation=organisation_id, dictionary__code=field.dictionary
        ),
    }[field.kind]
    count = rows.filter(Q(code=text) | Q(name=text)).count()
    if count == 1:
        return ""
    words = _("没有叫“{text}”的。请填写完整的名称或代码。")
    several = _("有 {count} 个“{text}”。请填写代码。")
    return (several if count else words).format(text=text[:40], count=count)
