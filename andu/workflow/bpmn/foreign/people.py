"""Assignees and candidates of other makers as our rules for who handles a step."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from andu.engine.handlers import FromField, HandlerRule, Initiator, NamedPerson, RoleHolders
from andu.workflow.bpmn.foreign.gaps import Gap, short
from andu.workflow.bpmn.foreign.makers import Said
from andu.workflow.bpmn.foreign.tokens import (
    Unfit,
    is_expression,
    tokens,
    variable_in,
    wrapped,
)

STARTERS = frozenset({"initiator", "starter", "applyUserId", "startUserId"})
"""Variables in which engines keep who started, unless a start event names another."""
MOST = 100
BARE_STARTER = "$INITIATOR"


@dataclass
class People:
    """The rules found, and what could not be understood."""

    rules: list[HandlerRule] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def add(self, rule: HandlerRule) -> None:
        """One more rule, each once."""
        if rule not in self.rules:
            self.rules.append(rule)


def people_of(said: Said, starters: Collection[str] = STARTERS) -> People:
    """Who handles a task: its assignee; without one, its candidates, of whom one takes it on."""
    found = People()
    if said.assignee:
        _person(said.assignee, starters, found)
        return found
    users, groups = listed(said.users), listed(said.groups)
    if len(users) + len(groups) > MOST:
        reason = _("候选人和候选组有 {count} 个，太多。").format(count=len(users) + len(groups))
        remedy = _("请建一个角色，在这一环节选它。")
        found.gaps.append(Gap(reason, remedy, "people"))
        return found
    for text in users:
        _person(text, starters, found)
    for text in groups:
        if is_expression(text):
            found.gaps.append(_unknown(_("候选组"), text))
        else:
            found.add(RoleHolders(text))
    return found


def named_in(text: str) -> list[str] | None:
    """The names a FEEL expression spells out: ="a", =["a", "b"]; None when it does not."""
    inside, language = wrapped(text)
    if language != "feel":
        return None
    try:
        found = tokens(inside)
    except Unfit:
        return None
    if [each.text for each in (found[:1] + found[-1:])] == ["[", "]"] and len(found) > 2:
        found = found[1:-1]
    names, between = found[::2], found[1::2]
    is_list = all(each.kind == "text" for each in names) and all(e.text == "," for e in between)
    return [each.text for each in names] if names and is_list else None


def listed(text: str) -> list[str]:
    """The single entries of a list: between commas outside of braces, or spelt out in FEEL."""
    named = named_in(text)
    if named is not None:
        return [each.strip() for name in named for each in name.split(",") if each.strip()]
    if wrapped(text)[1] == "feel":
        return [text]
    return [part for part in _parts(text) if part]


def _parts(text: str) -> Iterator[str]:
    depth, begun = 0, 0
    for at, sign in enumerate(text):
        depth += (sign == "{") - (sign == "}")
        if sign == "," and depth <= 0:
            yield text[begun:at].strip()
            begun = at + 1
    yield text[begun:].strip()


def _person(text: str, starters: Collection[str], found: People) -> None:
    variable, named = variable_in(text), named_in(text)
    if text == BARE_STARTER or variable in starters:
        found.add(Initiator())
    elif variable:
        found.add(FromField(variable))
    elif named:
        for each in named:
            found.add(NamedPerson(each))
    elif is_expression(text):
        found.gaps.append(_unknown(_("办理人"), text))
    else:
        found.add(NamedPerson(text))


def _unknown(what: str, text: str) -> Gap:
    reason = _("{what}“{text}”要由别的软件算出来。").format(what=what, text=short(text))
    return Gap(reason, _("请在这一环节选由谁办理。"), "people")
