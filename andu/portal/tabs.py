"""The tabs of the lists: their names, addresses and what an empty one says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Tab:
    """One of the lists. `is_far`: it stands under 更多; `has_picks`: rows can be chosen, to decide
    or to print several at once."""

    code: str
    label: Any
    path: str
    empty: Any
    said: Any
    icon: str = "inbox"
    is_far: bool = False
    has_picks: bool = True


TABS = (
    Tab("todo", _("待办"), "", _("案头已清"), _("没有等你办理的事项。")),
    Tab("claimable", _("待领取"), "claimable", _("没有待领取的事项"),
        _("由很多人抢办、还没有人领取的事项会出现在这里。"), "hand-grab", has_picks=False),
    Tab("reading", _("待阅"), "unread", _("没有待阅"), _("传阅和阅知的事项会出现在这里。"), "eye"),
    Tab("done", _("已办"), "done", _("还没有办过事项"),
        _("你办理过的事项会留在这里，随时可查。"), "circle-check"),
    Tab("seen", _("已阅"), "seen", _("还没有阅过事项"),
        _("你阅过的传阅件会留在这里，随时可查。"), "eye-check", is_far=True),
    Tab("mine", _("我发起的"), "mine", _("还没有发起过事项"),
        _("点右上角“发起”，选择要办的事。"), "send"),
    Tab("drafts", _("草稿"), "drafts", _("没有草稿"), _("写到一半的事项会自动存在这里。"),
        "notes", is_far=True, has_picks=False),
    Tab("delegated", _("委托给我的"), "delegated", _("没有委托给你的待办"),
        _("别人外出时委托你代办的事项，会列在这里，也在待办里。"), "user-share", is_far=True),
    Tab("entrusted", _("我委托出去的"), "entrusted", _("没有委托出去的事项"),
        _("你外出时由受托人代办的事项，会列在这里。"), "user-x", is_far=True),
    Tab("asked", _("沟通"), "asked", _("还没有人向你征询"),
        _("别人办理时向你提问的事项，会留在这里；要答复的也在待办里。"), "message-circle",
        is_far=True),
    Tab("followed", _("关注的"), "followed", _("没有关注的事项"),
        _("在事项的“更多”里点“关注”，进展会通知你，也会留在这里。"), "star", is_far=True),
)  # fmt: skip
OF = {tab.code: tab for tab in TABS}


def laid_out(here: str, counts: Mapping[str, Any]) -> list[Tab]:
    """All of them on the page of one: 待领取, which is empty for most, stands under 更多 while it
    is, so that the others fit on a phone."""
    is_idle = here != "claimable" and not counts["claimable"]
    return [replace(tab, is_far=True) if is_idle and tab.code == "claimable" else tab
            for tab in TABS]  # fmt: skip
