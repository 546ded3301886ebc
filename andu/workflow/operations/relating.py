"""关联事项: linking, taking a link away, and the panel that shows those the reader may see."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit.actor import Actor
from andu.kit.verdict import Refused, Verdict, no
from andu.workflow import actions, rules
from andu.workflow.desk import Desk
from andu.workflow.operating import (
    Asked,
    Done,
    Operation,
    Panel,
    add_operation,
    add_panel,
)
from andu.workflow.related import found, related


def _verdict(desk: Desk, by: Actor) -> Verdict | None:
    return rules.may_follow(by, desk.loaded.matter, desk.involvement.sees)  # whoever sees it


def _about(asked: Asked) -> Mapping[str, Any]:
    return {"chosen": [(str(one.pk), one.title) for one in found(asked.posted, asked.by)]}


def _relate(asked: Asked) -> Done:
    count = actions.relate(asked.matter, found(asked.posted, asked.by), by=asked.by)
    if not count:
        raise Refused(no(_("这些事项已经关联过了，请另选。"), "related"))
    return Done(text=_("已关联 {count} 件事项。").format(count=count))


def _unrelate(asked: Asked) -> Done:
    others = found(asked.posted, asked.by)
    if not others:
        raise Http404
    actions.unrelate(asked.matter, others[0], by=asked.by)
    return Done(text=_("已取消关联。"))


def _hidden(_desk: Desk, _by: Actor) -> Verdict | None:
    return None  # its button stands in the panel


def _panel(desk: Desk, by: Actor) -> Iterable[Any] | None:
    if not desk.involvement.is_related:
        return None
    return related(desk.loaded.matter, by) or None


add_operation(Operation(
    code="relate", label=gettext_lazy("关联事项"), icon="link", verdict=_verdict, act=_relate,
    template="workflow/_relate.html", about=_about, button=gettext_lazy("关联"), order=70,
    hint=gettext_lazy("只能关联你看得到的事项。对方事项里也会显示这个关联，看不到对方事项的人不会看到它。"),
))  # fmt: skip
add_operation(Operation(
    code="unrelate", label=gettext_lazy("取消关联"), icon="unlink", verdict=_hidden, act=_unrelate,
))  # fmt: skip
add_panel(Panel(code="related", template="workflow/_related.html", content=_panel, order=60))
