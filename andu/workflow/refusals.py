"""The engine's refusals in words that say what to do."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from andu.engine import Definition
from andu.engine.decision import Refusal
from andu.engine.nodes import Nature, Step
from andu.kit.verdict import Verdict, no

WORDS: Mapping[str, Any] = {
    "already_started": _("这件事项已经提交过了，请在“我发起的”中查看。"),
    "not_started": _("这件事项还没有提交。"),
    "ended": _("这件事项已经结束，不能再办理。"),
    "suspended": _("事项已挂起，暂停办理。恢复后可以继续，也可由流程管理员终止或作废。"),
    "not_suspended": _("事项没有挂起，无需恢复。"),
    "already_void": _("这件事项已经作废。"),
    "seat_gone": _("这一环节已由他人处理或被退回，无需再办。请返回待办。"),
    "seat_closed": _("你已经办理过这一环节，请勿重复办理。"),
    "seat_waiting": _("还没有轮到你：请等前面的人办理完。"),
    "not_your_seat": _("这一环节不由你办理。"),
    "own_step": _("事项在你手上，修改后请重新提交。"),
    "not_own_step": _("只有退回到发起人的事项才能重新提交。"),
    "for_reading_only": _("“{step}”是阅知环节，请选择“已阅”。"),
    "for_work_only": _("“{step}”是办理环节，做完后请点“办毕”。"),
    "no_work_here": _("“{step}”要作决定，请选择“同意”或“不同意”。"),
    "read_does_not_decide": _("“{step}”是审批环节，请选择“同意”或“不同意”。"),
    "may_not_return": _("“{step}”不允许退回。如有意见，请选择“不同意”并写明理由。"),
    "way_is_fixed": _("“{step}”的退回方式由流程规定，不能改变。"),
    "unknown_target": _("流程中没有要退回的环节，请刷新页面后重选。"),
    "not_yet_visited": _("“{target}”还没有办理过，不能退回到那里。"),
    "nobody_there": _("“{target}”由系统办理，不能退回到那里。请选一个有人办理的环节。"),
    "visit_gone": _("自动环节已经结束或已被越过，无需再办。请刷新页面。"),
    "put_aside": _("事项退回到了前面的环节，这一步先放着；那里办完后再继续。"),
    "no_machine_here": _("“{step}”由人办理，不是自动环节。请刷新页面。"),
    "no_alarm_here": _("“{step}”没有设这个到期转出。请刷新页面。"),
    "side_under_way": _("到期另办的一路还在办理，不再重复发起。"),
    "into_branch": _("“{target}”在另一条并行分支内，不能跨分支退回。"),
    "nobody_found": _("“{step}”找不到办理人，请联系流程管理员补充后再试。"),
    "no_way_on": _("“{node}”之后没有符合条件的去向，请联系流程管理员检查条件。"),
    "endless": _("流程在“{node}”处循环不止，请联系流程管理员检查条件。"),
    "no_rows": _("“{step}”按明细逐行办理，现在明细一行也没有，不能到那里。请先填写明细。"),
    "too_many_rows": _(
        "“{step}”按明细逐行办理，明细有 {rows} 行，最多 {most} 行。请分成几份提交。"
    ),
    "not_initiator": _("只有发起人可以撤回。"),
    "already_with_initiator": _("事项已经在发起人手上。"),
    "withdrawal_never": _("这个流程不允许撤回。"),
    "already_decided": _(
        "“{step}”已有人办理，不能撤回。可请当前办理人退回；没有人在办的，请联系流程管理员。"
    ),
    "take_back_never": _("这个流程不允许拿回。"),
    "use_withdraw": _("这是你发起的事项，请用“撤回”。"),
    "nothing_to_take_back": _("没有可以拿回的办理：退回不能拿回，没有办理过的、已经作废的也不能。"),
    "moved_on": _("“{step}”之后已有人接着办，或系统已在办，不能拿回。要改的，请当前办理人退回。"),
    "to_oneself": _("不能转办给自己，请另选一人。"),
    "to_same_person": _("这一环节现在就由此人办理，请另选一人。"),
    "sits_already": _("此人已经是“{step}”的办理人，一人不能占两席，请另选一人。"),
    "may_not_transfer": _("“{step}”不允许转办，请自行办理或退回。"),
    "claimed_already": _("你已经认领，办理或放弃都可以。"),
    "claim_first": _("“{step}”由多人抢办，还没有人领取。请先点“领取”，再办理。"),
    "not_candidate": _("你不在“{step}”的候选人中，不能领取。请联系流程管理员。"),
    "nothing_to_claim": _("“{step}”不用认领，请直接办理。"),
    "nothing_to_release": _("你没有认领“{step}”，请刷新页面。"),
    "not_to_come": _("名单和还没有轮到的人对不上，请刷新页面后重排。"),
    "same_order": _("“{step}”的次序没有变化。"),
    "stands_there": _("事项就在“{target}”，不用跳转。"),
    "still_running": _("事项还在办理中，不用唤醒。"),
    "may_not_add": _("“{step}”不允许加签和委派，请自行办理或退回。"),
    "nobody_named": _("请选择要加签的人。"),
    "adds_oneself": _("不能加签或委派给自己，请另选一人。"),
    "named_twice": _("同一个人选了两次，请去掉一个。"),
    "too_deep": _("“{step}”的加签已经套了太多层，不能再加。请由当前办理人先办理。"),
    "mode_not_here": _("加签的人只能会签、或签或依次办理，请重新选择。"),
    "helps_only": _("这一环节委派你代为办理，做完后请点“办毕”交回，由委派人决定。"),
    "not_added_by_you": _("此人不是你加签的，不能减签。要换人的，请流程管理员改派。"),
    "has_acted": _("“{step}”中此人或其加签的人已经办理，不能减签。"),
    "not_by_time": _("“{step}”必须由本人办理，不能因超时自动通过。"),
    "handed_on": _("你已把这一环节转给他人，由对方办理。对方办理前可以拿回。"),
}


def verdict_of(refusal: Refusal, definition: Definition) -> Verdict:
    """The refusal as a verdict, naming steps as the drawing does."""
    names, code = {key: _name(definition, text) for key, text in refusal.details}, refusal.code
    if code == "no_work_here" and _reads(definition, dict(refusal.details).get("step", "")):
        code = "for_reading_only"
    return no(str(WORDS[code]).format(**names), code)


def _reads(definition: Definition, key: str) -> bool:
    node = definition.nodes.get(key)
    return isinstance(node, Step) and node.nature is Nature.READ


def _name(definition: Definition, key: str) -> str:
    node = definition.nodes.get(key)
    usual = str(_("发起人")) if key == definition.drafting.key else key
    return (node.name or usual) if node else key
