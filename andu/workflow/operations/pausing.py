"""挂起, 恢复 and 作废, for whoever administers flows; each with its reason."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit import plain
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict
from andu.workflow import actions, rules
from andu.workflow.desk import Desk
from andu.workflow.operating import Asked, Done, Operation, add_operation
from andu.workflow.operations.proposing import about_second, proposed
from andu.workflow.proposing import Verb, Wish
from andu.workflow.rules_proposing import asks_second
from andu.workflow.saying import Deed


def _verdict(verb: str) -> Callable[[Desk, Actor], Verdict | None]:
    """For administrators, while the matter is in a state in which the verb makes sense."""

    def asked(desk: Desk, by: Actor) -> Verdict | None:
        verdict = desk.verdicts[verb]
        return verdict if verdict and rules.administers(by, desk.loaded.matter) else None

    return asked


def _act(action: Any, said: Any) -> Callable[[Asked], Done]:
    def acted(asked: Asked) -> Done:
        deed = Deed(opinion=plain.words(asked.posted.get("reason", "")))
        action(asked.matter, deed, by=asked.by)
        return Done(text=str(said))

    return acted


def _add(code: str, label: Any, icon: str, act: Callable[[Asked], Done], **more: Any) -> None:
    add_operation(Operation(
        code=code, label=label, icon=icon, verdict=_verdict(code), act=act,
        **{"template": "workflow/_reason.html", **more},
    ))  # fmt: skip


def _about_voiding(asked: Asked) -> Mapping[str, Any]:
    return about_second(asked, Verb.VOID)


def _void(asked: Asked) -> Done:
    reason = plain.words(asked.posted.get("reason", ""))
    if asks_second(asked.by, asked.matter, Verb.VOID):
        return proposed(asked, Wish(verb=Verb.VOID), reason)
    actions.void(asked.matter, Deed(opinion=reason), by=asked.by)
    return Done(text=_("已作废，编号保留，内容不再有效。"))


_add("suspend", gettext_lazy("挂起"), "player-pause",
     _act(actions.suspend, gettext_lazy("已挂起，待办暂时收起，时限不再计算。")), order=84,
     hint=gettext_lazy("挂起期间谁都不能办理，时限停止计算；恢复后从原处继续。"))  # fmt: skip
_add("resume", gettext_lazy("恢复"), "player-play",
     _act(actions.resume, gettext_lazy("已恢复，从原处继续办理。")), order=84,
     hint=gettext_lazy("从挂起前的环节继续，到期时间按挂起的工作时间顺延。"))  # fmt: skip
_add("void", gettext_lazy("作废"), "trash", _void, order=86, is_grave=True,
     template="workflow/_void.html", about=_about_voiding,
     hint=gettext_lazy("作废后不能恢复。编号保留，已有的办理和意见都会保留。"))  # fmt: skip
