"""Names and codes of people, roles, posts and units: typed words to codes, codes to words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from andu.authority.names import (
    PERSON,
    POST,
    ROLE,
    UNIT,
    WITH_CODE,
    Named,
    Unclear,
    kinds,
    several,
)
from andu.authority.queries import in_force
from andu.forms.definition import FormDefinition
from andu.forms.models import DictionaryEntry
from andu.organisation.models import Member, Post, Role, Unit

MATRIX = "matrix"
VALUE = "value:"  # of a field: its dictionary's entries
PICKED = "#"  # before the id of a person the picker chose: a code may be a number, too
_SPLIT = re.compile("[、，,；;\\s]+")  # noqa: chinese


class Names:
    """Everything a table of steps may name in one organisation, in five statements."""

    def __init__(self, organisation_id: int, wanted: "Wanted | None" = None) -> None:
        self.organisation_id = organisation_id
        people = Member.objects.present().filter(organisation_id=organisation_id)
        wanted = wanted or Wanted()
        units = Unit.objects.open().filter(organisation_id=organisation_id).order_by("path")
        self.lists: dict[str, list[Named]] = {
            ROLE: _all(Role.objects.filter(organisation_id=organisation_id).order_by("name")),
            POST: _all(Post.objects.filter(organisation_id=organisation_id)),
            UNIT: _all(units),
            PERSON: _all(people.filter(wanted.condition)) if wanted.anything else [],
            MATRIX: [Named(key, each.name) for key, each in in_force(organisation_id).items()],
        }
        self.by_code = {
            kind: {each.code: each for each in named} for kind, named in self.lists.items()
        }
        self.fields: dict[str, str] = {}
        self.form = FormDefinition()  # says what other fields and columns are called
        self.coded: dict[str, str] = {}

    def add_dictionaries(self, organisation_id: int, used: dict[str, str]) -> None:
        """The entries of the dictionaries that fields use: field key → dictionary; one statement
        when there are any."""
        if not used:
            return
        self.coded = {key: _dictionary(code) for key, code in used.items()}
        kept: dict[str, list[Named]] = {kind: [] for kind in self.coded.values()}
        rows = DictionaryEntry.objects.filter(
            dictionary__organisation_id=organisation_id, dictionary__code__in=set(used.values())
        )
        for code, entry, name in rows.values_list("dictionary__code", "code", "name"):
            kept[_dictionary(code)].append(Named(entry, name))
        self.lists |= kept
        self.by_code |= {kind: {each.code: each for each in rows} for kind, rows in kept.items()}

    def learn(self, kind: str, named: Iterable[tuple[str, str]]) -> None:
        """More things that may be named: codes with their names."""
        self.lists[kind] = [Named(code, name) for code, name in named]
        self.by_code[kind] = {each.code: each for each in self.lists[kind]}

    def options(self, kind: str) -> list[str]:
        """What may be typed for every thing of a kind."""
        return [self.text(kind, each.code) for each in self.lists[kind]]

    def text(self, kind: str, code: str) -> str:
        """How a thing is written in a box: its name, with the code where the name is shared."""
        known = self.by_code[kind].get(code)
        if known is None:
            return code
        return known.name if self._times(kind)[known.name] == 1 else f"{known.name}（{code}）"

    def code(self, kind: str, text: str) -> str:
        """The code of what was typed: a name, a code, or 名称（代码）. Raises Unclear."""
        text = text.strip()
        found = WITH_CODE.fullmatch(text)
        if text in self.by_code[kind]:
            return text
        if found and self.by_code[kind].get(found[2], Named("", "")).name == found[1]:
            return found[2]
        same = [each.code for each in self.lists[kind] if each.name == text]
        if len(same) == 1:
            return same[0]
        raise Unclear(several(_kind(kind), text, same) if same else _nothing(kind, text))

    def person(self, pk: str) -> str:
        """The code of the person the picker chose; "" when nobody has this id."""
        return next((each.code for each in self.lists[PERSON] if str(each.pk) == pk), "")

    def settled(self, word: str) -> str:
        """The code of a person as posted or kept: a picked id, a code, or, in drafts from before
        ids were marked, an id without its mark."""
        bare = word.removeprefix(PICKED)
        if bare == word and word in self.by_code[PERSON]:
            return word
        return self.person(bare) or bare

    def chips(self, codes: Iterable[str]) -> list[tuple[int, str]]:
        """People as the picker shows them."""
        known = (self.by_code[PERSON].get(code) for code in codes)
        return [(each.pk, each.name) for each in known if each]

    def called(self, kind: str, code: str) -> str:
        """The name people know; what pictures and sentences ask for."""
        if kind == "field":
            return self.fields.get(code) or self.form.label_of(code)
        if kind.startswith(VALUE):
            kind = self.coded.get(kind.removeprefix(VALUE), "")
        known = self.by_code.get(kind, {}).get(code)
        return known.name if known else code

    def _times(self, kind: str) -> Counter[str]:
        return Counter(each.name for each in self.lists[kind])


class Wanted:
    """The people a draft mentions, by id, code or words: looked up all at once."""

    def __init__(self) -> None:
        self.found: dict[str, set[str]] = defaultdict(set)

    def add(self, *, ids: Iterable[str] = (), codes: Iterable[str] = (), text: str = "") -> None:
        """Mention people."""
        numbers = (each.removeprefix(PICKED) for each in ids)
        known = (each.removeprefix(PICKED) for each in codes)
        self.found["ids"] |= {each for each in numbers if each.isascii() and each.isdigit()}
        self.found["words"] |= {word.replace("\0", "") for word in (*known, *words_in(text))}

    @property
    def anything(self) -> bool:
        """Whether anybody is mentioned."""
        return any(self.found.values())

    @property
    def condition(self) -> Q:
        """Rows of those mentioned."""
        words = sorted(self.found["words"])[:500]
        ids = [int(each) for each in sorted(self.found["ids"])[:500] if len(each) < 16]
        return Q(pk__in=ids) | Q(code__in=words) | Q(name__in=words)


def words_in(text: str) -> list[str]:
    """The words of a list typed by hand, and what stands in brackets with them."""
    found = []
    for word in _SPLIT.split(text.strip()):
        pair = WITH_CODE.fullmatch(word)
        found += [word, *(pair.groups() if pair else ())]
    return [word for word in found if word]


def single_words(text: str) -> list[str]:
    """The words of a list typed by hand."""
    return [word for word in _SPLIT.split(text.strip()) if word]


def _all(rows: "QuerySet[Any]") -> list[Named]:
    found = rows.values_list("code", "name", "pk")
    return [Named(code, name, pk) for code, name, pk in found]


def _dictionary(code: str) -> str:
    return f"dictionary-{code}"


def _kind(kind: str) -> str:
    return kinds().get(kind, _("字典项"))


def _nothing(kind: str, text: str) -> str:
    if not text:
        return _("请填写{kind}。").format(kind=_kind(kind))
    words = _("没有叫“{text}”的{kind}，请从列表里选，或填写完整名称。")
    return words.format(kind=_kind(kind), text=text[:40])
