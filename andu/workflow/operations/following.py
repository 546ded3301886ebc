"""关注 and 取消关注: two lines, one at a time."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit.actor import Actor
from andu.kit.verdict import Verdict
from andu.workflow import actions, rules
from andu.workflow.desk import Desk
from andu.workflow.operating import Asked, Done, Operation, add_operation


def _may_follow(desk: Desk, by: Actor) -> Verdict | None:
    return None if desk.involvement.is_follower else _verdict(desk, by)


def _may_unfollow(desk: Desk, by: Actor) -> Verdict | None:
    return _verdict(desk, by) if desk.involvement.is_follower else None


def _verdict(desk: Desk, by: Actor) -> Verdict:
    return rules.may_follow(by, desk.loaded.matter, desk.involvement.sees)


def _follow(asked: Asked) -> Done:
    actions.follow(asked.matter, by=asked.by)
    return Done(
        text=_("已关注，每一步办理都会通知你。"), undo=f"{asked.matter.get_absolute_url()}/unfollow"
    )


def _unfollow(asked: Asked) -> Done:
    actions.unfollow(asked.matter, by=asked.by)
    return Done(text=_("已取消关注。"), undo=f"{asked.matter.get_absolute_url()}/follow")


add_operation(Operation(
    code="follow", label=gettext_lazy("关注"), icon="star", verdict=_may_follow, act=_follow,
    order=80,
))  # fmt: skip
add_operation(Operation(
    code="unfollow", label=gettext_lazy("取消关注"), icon="star", verdict=_may_unfollow,
    act=_unfollow, order=80,
))  # fmt: skip
