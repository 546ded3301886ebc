"""跳转 and 唤醒: proposed to a second person, or done at once where the policy asks for none."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from andu.kit import plain
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict
from andu.workflow import actions, rules
from andu.workflow.desk import Desk
from andu.workflow.landing import landings
from andu.workflow.operating import Asked, Done, Operation, add_operation
from andu.workflow.operations.proposing import about_second, proposed
from andu.workflow.proposing import Verb, Wish
from andu.workflow.rules_leaping import may_jump, may_revive
from andu.workflow.rules_proposing import asks_second
from andu.workflow.saying import Deed

LONGEST = 64


def _may_jump(desk: Desk, by: Actor) -> Verdict | None:
    matter = desk.loaded.matter
    there = matter.is_running and rules.administers(by, matter)
    return may_jump(by, desk.loaded) if there else None


def _may_revive(desk: Desk, by: Actor) -> Verdict | None:
    """Not there at all for what runs, nor for what was declared void."""
    matter = desk.loaded.matter
    if matter.is_open or not rules.administers(by, matter):
        return None
    verdict = may_revive(by, desk.loaded)
    return verdict if verdict else None


def _about(verb: str) -> Callable[[Asked], Mapping[str, Any]]:
    def about(asked: Asked) -> Mapping[str, Any]:
        found = landings(asked.desk.loaded, asked.by.member_id or 0)
        return {"landings": found, "chosen": asked.posted.get("target", ""),
                **about_second(asked, verb)}  # fmt: skip

    return about


def _act(verb: str, action: Any, said: Any) -> Callable[[Asked], Done]:
    def act(asked: Asked) -> Done:
        target = plain.line(asked.posted.get("target", ""))[:LONGEST]
        reason = plain.words(asked.posted.get("reason", ""))
        if asks_second(asked.by, asked.matter, verb):
            return proposed(asked, Wish(verb=verb, target=target), reason)
        action(asked.matter, target, Deed(opinion=reason), by=asked.by)
        return Done(text=str(said))

    return act


add_operation(Operation(
    code="jump", label=gettext_lazy("跳转"), icon="route", verdict=_may_jump,
    act=_act(Verb.JUMP, actions.jump, gettext_lazy("已跳转，有关的人都会收到通知。")),
    template="workflow/_leap.html", about=_about(Verb.JUMP), order=83,
    hint=gettext_lazy("不管现在到了哪里，直接到选定的环节。理由记入流转轨迹，有关的人都会收到通知。"),
))  # fmt: skip
add_operation(Operation(
    code="revive", label=gettext_lazy("唤醒"), icon="refresh", verdict=_may_revive,
    act=_act(Verb.REVIVE, actions.revive, gettext_lazy("已唤醒，从选定的环节继续。")),
    template="workflow/_leap.html", about=_about(Verb.REVIVE), order=83,
    hint=gettext_lazy("已经结束的事项从选定的环节继续办理。理由记入流转轨迹，有关的人都会收到通知。"),
))  # fmt: skip
