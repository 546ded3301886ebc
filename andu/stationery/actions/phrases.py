"""Phrases: added, edited, put in order, removed; one's own or, by right, the organisation's."""

from django.db import transaction
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.organisation.models import Member, Organisation
from andu.stationery import rules
from andu.stationery.events import PhrasesChanged
from andu.stationery.models import Phrase


@transaction.atomic
def add_phrase(text: str, *, by: Actor, common: bool = False) -> Phrase:
    """A new phrase at the end of one's own, or of the organisation's (`common`)."""
    text = _clean(text)
    require(rules.may_keep(by, None, common=common))
    assert by.organisation_id is not None  # a member has one
    held = _held(by, common)
    require(rules.may_add(by, text, [one.text for one in held], common=common))
    made = Phrase.objects.create(
        organisation_id=by.organisation_id, member_id=None if common else by.member_id,
        text=text, order=held[-1].order + 1 if held else 1,
    )  # fmt: skip
    if common:
        record(_changed(_("增加“{text}”"), text), by=by, on=made.organisation)
    return made


@transaction.atomic
def edit_phrase(phrase: Phrase, text: str, *, by: Actor) -> Phrase:
    """Other words for a phrase."""
    text, phrase = _clean(text), lock(phrase)
    require(rules.may_keep(by, phrase, common=phrase.is_common))
    others = [one.text for one in _held(by, phrase.is_common) if one.pk != phrase.pk]
    require(rules.may_write(by, text, others, common=phrase.is_common))
    phrase.text = text
    phrase.save(update_fields=["text"])
    if phrase.is_common:
        record(_changed(_("改为“{text}”"), text), by=by, on=phrase.organisation)
    return phrase


@transaction.atomic
def move_phrase(phrase: Phrase, step: int, *, by: Actor) -> Phrase:
    """Change places with the phrase before (-1) or after (1)."""
    phrase = lock(phrase)
    require(rules.may_keep(by, phrase, common=phrase.is_common))
    held = _held(by, phrase.is_common)
    at = next(place for place, one in enumerate(held) if one.pk == phrase.pk)
    to = min(max(at + step, 0), len(held) - 1)
    held.insert(to, held.pop(at))
    for order, one in enumerate(held, 1):
        one.order = order
    Phrase.objects.bulk_update(held, ["order"])
    if phrase.is_common and to != at:
        record(_changed(_("移动“{text}”"), phrase.text), by=by, on=phrase.organisation)
    return phrase


@transaction.atomic
def remove_phrase(phrase: Phrase, *, by: Actor) -> None:
    """A phrase nobody wants any more; opinions written with it are not touched."""
    phrase = lock(phrase)
    require(rules.may_keep(by, phrase, common=phrase.is_common))
    if phrase.is_common:
        record(_changed(_("移除“{text}”"), phrase.text), by=by, on=phrase.organisation)
    phrase.delete()


def _clean(text: str) -> str:
    """On one line: a phrase is put into the middle of an opinion."""
    return " ".join(text.replace("\x00", "").split())


def _held(by: Actor, common: bool) -> list[Phrase]:
    """The phrases of the person or the organisation, in order; their owner's row is the lock."""
    if common:
        lock(Organisation.objects.get(pk=by.organisation_id or 0))
        return list(Phrase.objects.common(by))
    lock(Member.objects.get(pk=by.member_id or 0))
    return list(Phrase.objects.own(by))


def _changed(words: str, text: str) -> PhrasesChanged:
    return PhrasesChanged(what=words.format(text=text[:60]))
