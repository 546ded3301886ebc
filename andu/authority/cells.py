"""A cell of a matrix: who signs, in words a clerk writes, and the engine's rules they mean.

Words stand in `words.json`: 部门负责人, 分管领导, 直接上级, 第2级上级, 上1级部门负责人,
财务部负责人, 财务部分管领导; and posts, roles and people: 总经理, 岗位：总经理, 财务部的会计,
角色：法务审核, 人员：张三.
"""

import json
import re
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from andu.authority.names import PERSON, POST, ROLE, UNIT, Names, Unclear, bare_name
from andu.engine.handlers import (
    HandlerRule,
    LeaderInCharge,
    NamedPerson,
    PostHolders,
    RoleHolders,
    Scope,
    Superior,
    UnitHead,
)

WORDS: dict[str, Any] = json.loads(Path(__file__).with_name("words.json").read_text("utf-8"))
MOST, MOST_LEVEL = 12, 9
_SPLIT = re.compile(f"[{re.escape(WORDS['separators'])}]+")
_COLON = re.compile(f"[{WORDS['colons']}]")
_NTH = re.compile(re.escape(WORDS["nth"]).replace(r"\{n\}", "([1-9])"))
_UP = re.compile(re.escape(WORDS["up"]).replace(r"\{n\}", "([1-9])"))
_KINDS = {word: kind for kind, words in WORDS["kinds"].items() for word in words}


def items_of(text: str) -> list[str]:
    """The words of a cell, one for each rule; none where it says that nobody is needed."""
    found = [" ".join(part.split()) for part in _SPLIT.split(text)]
    return [part for part in found if part and part not in WORDS["nobody"]]


def mentioned_in(text: str) -> list[str]:
    """What in a cell may be the name or code of a person."""
    found = []
    for item in items_of(text):
        bare = _COLON.split(item, maxsplit=1)[-1].strip()
        found += [bare, *bare_name(bare)]
    return [word.replace("\0", "")[:64] for word in found]


def rules_of(text: str, names: Names) -> tuple[list[HandlerRule], list[str]]:
    """The rules a cell states, each once, in order; and what is wrong with it."""
    rules: list[HandlerRule] = []
    wrong = []
    for item in items_of(text):
        try:
            rule = rule_of(item, names)
        except Unclear as unclear:
            wrong.append(str(unclear))
        else:
            rules += [] if rule in rules else [rule]
    if len(rules) > MOST:
        wrong.append(_("一格最多写 {most} 项，请减少。").format(most=MOST))
    return rules, wrong


def rule_of(item: str, names: Names) -> HandlerRule:
    """The rule one item states; Unclear when it names nobody we know, or several."""
    said = _COLON.split(item, maxsplit=1)
    if len(said) == 2 and said[0].strip() in _KINDS:
        return _of_kind(_KINDS[said[0].strip()], said[1].strip(), names)
    return _on_the_line(item) or _bare(item, names) or _about_unit(item, names) or _gone(item)


def _on_the_line(item: str) -> HandlerRule | None:
    """What follows the initiator."""
    plain: dict[str, HandlerRule] = {
        "superior": Superior(1), "head": UnitHead(), "above": UnitHead(up=1),
        "leader": LeaderInCharge(),
    }  # fmt: skip
    for word, rule in plain.items():
        if item in WORDS[word]:
            return rule
    if found := _NTH.fullmatch(item):
        return Superior(int(found[1]))
    if found := _UP.fullmatch(item):
        return UnitHead(up=int(found[1]))
    return None


def _bare(item: str, names: Names) -> HandlerRule | None:
    """A post, a role or a person by name alone, when only one kind has it."""
    said = {item, bare_name(item)[0]}
    kinds = [kind for kind in (POST, ROLE, PERSON) if any(names.has(kind, each) for each in said)]
    if len(kinds) > 1:
        words = _("“{item}”既是岗位或角色，又是别的名称，请写成“岗位：{item}”或“角色：{item}”。")
        raise Unclear(words.format(item=item[:40]))
    return _of_kind(kinds[0], item, names) if kinds else None


def _about_unit(item: str, names: Names) -> HandlerRule | None:
    """财务部负责人, 财务部分管领导, 财务部的会计."""
    for ending, make in ((WORDS["leader_of"], LeaderInCharge), (WORDS["head_of"], UnitHead)):
        unit = item.removesuffix(ending).removesuffix(WORDS["of"]).strip()
        if item.endswith(ending) and unit:
            rule: HandlerRule = make(unit=names.code(UNIT, unit))
            return rule
    unit, of, post = item.partition(WORDS["of"])
    return _post(unit.strip(), post.strip(), names) if of and post else None


def _of_kind(kind: str, text: str, names: Names) -> HandlerRule:
    if kind == ROLE:
        return RoleHolders(names.code(ROLE, text))
    if kind == PERSON:
        return NamedPerson(names.code(PERSON, text))
    unit, of, post = text.partition(WORDS["of"])
    if of and post and not names.has(POST, text):
        return _post(unit.strip(), post.strip(), names)
    return PostHolders(names.code(POST, text))


def _post(unit: str, post: str, names: Names) -> HandlerRule:
    code = names.code(POST, post)
    if unit == WORDS["here"]:
        return PostHolders(code, Scope.UNIT)
    return PostHolders(code, unit=names.code(UNIT, unit))


def _gone(item: str) -> HandlerRule:
    words = _(
        "“{item}”不是本单位的岗位、角色、部门负责人或人员。请写完整名称，例如“财务部负责人”。"
    )
    raise Unclear(words.format(item=item[:40]))


def text_of(rules: list[HandlerRule], names: Names) -> str:
    """The cell that states these rules."""
    return str(WORDS["separators"][0]).join(_text(rule, names) for rule in rules)


def _text(rule: HandlerRule, names: Names) -> str:  # noqa: PLR0911
    match rule:
        case Superior(level):
            return str(WORDS["superior"][0] if level == 1 else WORDS["nth"].format(n=level))
        case UnitHead(unit, _field, up):
            if unit:
                return f"{names.text(UNIT, unit)}{WORDS['head_of']}"
            return str(WORDS["up"].format(n=up) if up else WORDS["head"][0])
        case LeaderInCharge(unit, _field):
            named = f"{names.text(UNIT, unit)}{WORDS['leader_of']}"
            return named if unit else str(WORDS["leader"][0])
        case PostHolders(post, scope, unit):
            where = names.text(UNIT, unit) if unit else ""
            where = str(WORDS["here"]) if scope is Scope.UNIT else where
            before = f"{where}{WORDS['of']}" if where else ""
            return _kind(POST, before + names.text(POST, post))
        case RoleHolders(role, _scope):
            return _kind(ROLE, names.text(ROLE, role))
        case NamedPerson(code):
            return _kind(PERSON, names.text(PERSON, code))
    raise TypeError(rule)


def _kind(kind: str, text: str) -> str:
    return f"{WORDS['kinds'][kind][0]}{WORDS['colons'][0]}{text}"


def offered(names: Names) -> list[str]:
    """What a cell may say, for the list below the box."""
    plain = [WORDS[word][0] for word in ("superior", "head", "above", "leader")]
    posts = [_kind(POST, names.text(POST, each.code)) for each in names.lists[POST]]
    roles = [_kind(ROLE, names.text(ROLE, each.code)) for each in names.lists[ROLE]]
    units = [names.text(UNIT, each.code) for each in names.lists[UNIT]]
    heads = [unit + WORDS[ending] for unit in units for ending in ("head_of", "leader_of")]
    return [*plain, *posts, *roles, *heads]
