"""What a cell may name in one organisation: units, posts, roles and people, by name or code."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from andu.organisation.models import Member, Post, Role, Unit

PERSON, ROLE, POST, UNIT = "person", "role", "post", "unit"
MOST_PEOPLE = 500
WITH_CODE = re.compile("(.+?)\\s*[（(]([^（()）]+)[)）]")  # noqa: chinese


class Unclear(Exception):
    """A word names nobody, or several. The text says what to do."""


@dataclass(frozen=True)
class Named:
    """One thing with a code and a name; a person's id where a page needs it."""

    code: str
    name: str
    pk: int = 0


class Names:
    """Posts, roles, open units and the people that are mentioned, in four statements."""

    def __init__(self, organisation_id: int, mentioned: Iterable[str] = ()) -> None:
        words = sorted({word for word in mentioned if word})[:MOST_PEOPLE]
        people = Member.objects.present().filter(Q(name__in=words) | Q(code__in=words))
        rows = {
            POST: Post.objects.all(), ROLE: Role.objects.all(), UNIT: Unit.objects.open(),
            PERSON: people,
        }  # fmt: skip
        self.lists = {
            kind: [
                Named(code, name)
                for code, name in found.filter(organisation_id=organisation_id)
                .order_by("name", "id").values_list("code", "name")
            ]
            for kind, found in rows.items()
        }  # fmt: skip
        self.by_code = {
            kind: {each.code: each.name for each in found} for kind, found in self.lists.items()
        }
        self._times = {
            kind: Counter(each.name for each in found) for kind, found in self.lists.items()
        }

    def has(self, kind: str, text: str) -> bool:
        """Whether something of this kind is called so, or has this code."""
        return bool(self._times[kind][text]) or text in self.by_code[kind]

    def text(self, kind: str, code: str) -> str:
        """How a thing is written: its name, with the code where the name is shared."""
        name = self.by_code[kind].get(code)
        if name is None:
            return code
        return name if self._times[kind][name] == 1 else f"{name}（{code}）"

    def code(self, kind: str, text: str) -> str:
        """The code of a name, a code, or 名称（代码）; Unclear when it is none, or several."""
        name, code = bare_name(text)
        if code and self.by_code[kind].get(code) == name:
            return code
        same = [each.code for each in self.lists[kind] if each.name == text]
        if len(same) == 1:
            return same[0]
        if not same and text in self.by_code[kind]:
            return text
        raise Unclear(several(kinds()[kind], text, same) if same else _nothing(kind, text))


def bare_name(text: str) -> tuple[str, str]:
    """Name and code of 名称（代码）; without brackets the name alone."""
    found = WITH_CODE.fullmatch(text)
    return (found[1].strip(), found[2].strip()) if found else (text.strip(), "")


def kinds() -> dict[str, str]:
    """What the kinds are called."""
    return {PERSON: _("人员"), ROLE: _("角色"), POST: _("岗位"), UNIT: _("部门")}


def several(called: str, text: str, codes: list[str]) -> str:
    """What is said where several of a kind, called so, have a name."""
    shown = "、".join(f"{text[:20]}（{code}）" for code in codes[:3])
    words = _("有 {count} 个{kind}都叫“{text}”，请写明是哪一个：{shown}。")
    return words.format(count=len(codes), kind=called, text=text[:20], shown=shown)


def _nothing(kind: str, text: str) -> str:
    words = _("没有叫“{text}”的{kind}，请写完整名称，或先建好。")
    return words.format(kind=kinds()[kind], text=text[:40])
