"""People named in a post: by the picker's choice or, without scripts, by name or code."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from andu.kit import plain
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Member

MOST = 200
SPLIT = re.compile("[,，、]")


@dataclass(frozen=True)
class Picked:
    """Who was found, what was typed beside the picker, and whether all of it is clear."""

    people: list[Member] = field(default_factory=list)
    text: str = ""
    verdict: Verdict = yes

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """For the picker, when the page comes back."""
        return [(str(who.pk), who.name) for who in self.people]

    @property
    def ids(self) -> list[int]:
        """Their ids, in the order named."""
        return [who.pk for who in self.people]


def picked(posted: Any, name: str, by: Actor) -> Picked:
    """The people of the actor's organisation who are here, as named under `name` (ids) and
    `<name>_text` (names or codes); nobody is guessed."""
    ids = list(dict.fromkeys(int(one) for one in posted.getlist(name)[:MOST] if _is_id(one)))
    text = plain.line(posted.get(f"{name}_text", ""))[:1000]
    words = [word.strip() for word in SPLIT.split(text) if word.strip()][:MOST]
    if not ids and not words:
        return Picked(text=text)
    here = Member.objects.visible_to(by).present()
    rows = list(here.filter(Q(pk__in=ids) | Q(name__in=words) | Q(code__in=words)))
    by_id = {who.pk: who for who in rows}
    found = {pk: by_id[pk] for pk in ids if pk in by_id}
    gone = no(_("选的人不在本单位或已离开，请重新选择。"), "not-here")
    verdict = yes if len(found) == len(ids) else gone
    for word in words:
        fitting = [who for who in rows if word in (who.name, who.code)]
        if len(fitting) == 1:
            found[fitting[0].pk] = fitting[0]
        else:
            verdict = _unclear(word, len(fitting))
    return Picked(list(found.values()), "" if verdict else text, verdict)


def _unclear(word: str, count: int) -> Verdict:
    if not count:
        return no(_("没有找到“{name}”，请核对姓名或工号。").format(name=word), "nobody")
    words = _("“{name}”有 {count} 位，请填写工号。")
    return no(words.format(name=word, count=count), "several")


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18
