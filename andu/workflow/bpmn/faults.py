"""The engine's faults of a definition in Chinese, each with what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.engine.sound import Finding as Fault

WORDS = {
    "forks_too_deep": gettext_lazy("并行套得太深。请把里层的并行改为依次办理。"),
    "too_many_nodes": gettext_lazy("流程太大，有 {detail} 个节点。请分成几个流程。"),
    "key_twice": gettext_lazy("编号“{node}”用了两次。请改成不同的编号。"),
    "region_key_twice": gettext_lazy("分支的编号“{node}”用了两次。请改成不同的编号。"),
    "key_bad": gettext_lazy("编号“{node}”为空或太长。请改短。"),
    "region_end_missing": gettext_lazy("开头或结尾“{node}”不在流程里。请重新接好。"),
    "edge_loose": gettext_lazy("从“{node}”到“{detail}”的流向有一端没接上。请接好或删去。"),
    "never_reached": gettext_lazy("从开始走不到“{node}”。请接上流向，或删去它。"),
    "no_way_to_end": gettext_lazy("从“{node}”走不到结束。请给它一条出路。"),
    "default_with_condition": gettext_lazy(
        "“{node}”的默认去向带有条件。请去掉这个条件，或另选一条作默认。"
    ),
    "exit_goes_on": gettext_lazy("“{node}”是结尾，后面却还有流向。请删去。"),
    "two_defaults": gettext_lazy(
        "“{node}”后面有几条没有条件的流向。请写上条件，只留一条作为默认。"
    ),
    "no_default": gettext_lazy("“{node}”后面的流向都有条件。请留一条不带条件的作为默认去向。"),
    "loop_without_people": gettext_lazy(
        "“{node}”在一个没有人办理的循环里。请在循环里加一个人工环节。"
    ),
    "fork_too_few_branches": gettext_lazy("并行“{node}”不到两条分支。请加分支，或去掉并行。"),
    "sub_process_branches": gettext_lazy(
        "子流程“{node}”里什么也没有。请画出里面的环节，或删去它。"
    ),
    "sub_process_rows": gettext_lazy(
        "子流程“{node}”要按明细逐行办理，还没有选哪张明细表。请选好，或改为只办一次。"
    ),
    "rows_in_rows": gettext_lazy(
        "子流程“{node}”逐行办理，里面又有逐行办理的子流程。请改为并列，或里面的只办一次。"
    ),
    "rows_may_be_empty": gettext_lazy(
        "“{node}”按明细逐行办理，明细没有行时就跳过，而这条路上再没有一定有人办理的环节，"
        "事项可能无人审批就办结。请在前面或后面加一个环节。"
    ),
    "key_too_long_for_rows": gettext_lazy(
        "编号“{node}”在逐行办理的子流程里，最多 60 个字符。请改短。"
    ),
    "fork_without_people": gettext_lazy(
        "并行“{node}”的各条分支里都没有人办理。请加上环节，或去掉并行。"
    ),
    "fork_two_defaults": gettext_lazy(
        "按条件并行“{node}”有几条默认分支。请只留一条，其余写上条件。"
    ),
    "fork_no_default": gettext_lazy(
        "按条件并行“{node}”的分支都有条件。请留一条默认分支，条件都不满足时走它。"
    ),
    "fork_takes_all": gettext_lazy(
        "并行“{node}”的分支带有条件，并行网关每条都走。请删去条件，或改用包容网关。"
    ),
    "no_handlers": gettext_lazy("环节“{node}”还没有办理人。请指定由谁办理。"),
    "handler_incomplete": gettext_lazy("环节“{node}”的办理人没有填完整。请补全。"),
    "nobody_person_missing": gettext_lazy("环节“{node}”找不到人时转给谁还没有填。请补上。"),
    "nobody_may_decide": gettext_lazy(
        "“{node}”找不到人或轮到发起人本人时自动通过，而这条路上再没有一定有人办理的环节，"
        "事项可能无人审批就办结。请改为转给别人办，或在后面加一个环节。"
    ),
    "final_may_be_passed": gettext_lazy(
        "环节“{node}”是核决权限表的审批人，不能找不到人或轮到发起人本人就自动通过。"
        "请改为转给流程管理员、由发起人的上级办。"
    ),
    "limit_not_positive": gettext_lazy("环节“{node}”的时限是 {detail} 分钟。请填大于零的数。"),
    "disagree_to_unreachable": gettext_lazy(
        "环节“{node}”不同意时要退回“{detail}”，从这里退不过去。请改选发起人或前面的环节。"
    ),
    "threshold_missing": gettext_lazy(
        "环节“{node}”的表决还没有写明同意达到多少算通过。请填人数（票数）或百分比，只填一种。"
    ),
    "threshold_out_of_range": gettext_lazy(
        "环节“{node}”的表决写的是同意达到 {detail}，超出范围。"
        "请填大于零的人数（票数），或 1 到 100 的百分比。"
    ),
    "threshold_out_of_reach": gettext_lazy(
        "环节“{node}”要 {first} 票同意才通过，办理人一共只有 {second} 票。"
        "请改小，或增加办理人、票数。"
    ),
    "ballots_do_not_match": gettext_lazy(
        "环节“{node}”写了 {detail} 份票数，与办理人的项数不同。请给每项办理人各写一份，或都不写。"
    ),
    "weight_out_of_range": gettext_lazy(
        "环节“{node}”有办理人的票数是 {detail}。请填 1 到 1000 的整数。"
    ),
    "time_too_much": gettext_lazy("环节“{node}”写了 {detail} 项到期动作，太多。请减到 20 项以内。"),
    "time_out_of_range": gettext_lazy(
        "环节“{node}”的到期动作写的是时限后 {detail} 分钟。请填 0 到 43200 的整数。"
    ),
    "time_twice": gettext_lazy("环节“{node}”同一时刻的到期动作写了两次。请删去一个。"),
    "time_never": gettext_lazy(
        "环节“{node}”在自动通过或自动退回之后还有到期动作，永远轮不到。请删去或提前。"
    ),
    "time_cannot_pass": gettext_lazy(
        "环节“{node}”不能超时自动通过：办理环节、“已阅”按不同意处理的环节、一票否决的人，都要本人办理。请改选别的到期动作。"
    ),
    "time_may_not_return": gettext_lazy(
        "环节“{node}”不允许退回，却写了超时自动退回。请允许退回，或改选别的到期动作。"
    ),
    "time_return_unreachable": gettext_lazy(
        "环节“{node}”超时要退回“{detail}”，从这里退不过去。请改选发起人、上一环节或前面的环节。"
    ),
    "time_goes_nowhere": gettext_lazy(
        "环节“{node}”的到期动作写了用不上的人员或退回去处。请删去，或改选相应的动作。"
    ),
    "time_to_initiator": gettext_lazy(
        "环节“{node}”超时要交给发起人本人或由发起人选的人，不合适。请改为上级或指定的人。"
    ),
    "time_rule_unfit": gettext_lazy(
        "环节“{node}”的到期动作按核决权限表、上一办理人的选择或条件定人，到时可能定不出人。"
        "请改为上级或指定的人。"
    ),
    "vote_decides_nothing": gettext_lazy(
        "环节“{node}”是阅知或办理环节，不作决定，不能表决。请把性质改为审批，或改选别的办法。"
    ),
    "vote_settings_without_vote": gettext_lazy(
        "环节“{node}”写了表决的比例或票数，却不是表决环节。请改为表决，或删去这些设置。"
    ),
    "alarm_watches_nothing": gettext_lazy(
        "到期转出“{node}”没有挂在同一段里的办理环节、自动环节或子流程上（发起人的环节也不行）。"
        "请挂到环节上，或删去。"
    ),
    "alarm_entered": gettext_lazy("有流向指到了到期转出“{node}”，它只在到期时走。请删去这条流向。"),
    "alarm_goes_on": gettext_lazy(
        "到期另办“{node}”不打断原环节，后面只接另走的一路。请删去接回原来路线的流向。"
    ),
    "alarm_opens_nothing": gettext_lazy(
        "到期另办“{node}”还没有画另走的一路。请接上要另办的环节，并给它单独的结束。"
    ),
    "side_way_never_begins": gettext_lazy(
        "“{detail}”这一路没有到期另办通向它，永远不会开始。请接上，或删去。"
    ),
    "frame_is_not_whole": gettext_lazy(
        "到期另走的一路只能画在整个流程或整个子流程里。请重新画，或放进子流程。"
    ),
    "wait_without_end": gettext_lazy(
        "“{node}”要等多久没有写，或超过五年。请填写时长，或选等到哪个日期字段。"
    ),
    "call_without_flow": gettext_lazy("自动环节“{node}”还没有选调用哪个流程。请选好。"),
    "call_incomplete": gettext_lazy(
        "自动环节“{node}”带入、带回的字段没有选全。请两边都选好，或删去这一行。"
    ),
    "call_brings_nothing": gettext_lazy(
        "自动环节“{node}”不等调用的流程办结，带不回字段。请改为等它办结，或删去带回的字段。"
    ),
    "push_without_address": gettext_lazy("自动环节“{node}”还没有选推送到哪里。请选好。"),
    "fill_incomplete": gettext_lazy(
        "自动环节“{node}”要填写的字段或内容没有写全。请补全，或删去这一行。"
    ),
    "fill_twice": gettext_lazy("自动环节“{node}”把同一个字段填写了两次。请只留一行。"),
    "failure_to_unreachable": gettext_lazy(
        "自动环节“{node}”未成时要退回“{detail}”，从这里退不过去。请改选发起人或前面的办理环节。"
    ),
    "condition_too_deep": gettext_lazy("“{node}”到“{detail}”的条件套得太深。请分成几个网关。"),
    "condition_too_long": gettext_lazy("“{node}”到“{detail}”的条件太长。请分成几个网关。"),
    "condition_empty": gettext_lazy("“{node}”到“{detail}”的条件有一组是空的。请补全或删去。"),
    "condition_field": gettext_lazy("“{node}”到“{detail}”的条件没有选字段。请选好。"),
    "condition_operator": gettext_lazy(
        "“{node}”到“{detail}”的条件比较方式不适合这个字段。请改选。"
    ),
    "condition_value": gettext_lazy("“{node}”到“{detail}”的条件取值不对。请重新填写。"),
    "condition_value_too_large": gettext_lazy("“{node}”到“{detail}”的条件取值太大。请改小。"),
}


def fault_words(fault: Fault, names: tuple[str, str]) -> str:
    """A fault as a sentence; `names` are what its node and its detail are called."""
    words = WORDS.get(fault.code)
    if words is None:
        return _("“{node}”有问题（{code}）。请检查。").format(node=names[0], code=fault.code)
    first, _slash, second = fault.detail.partition("/")
    return str(words).format(node=names[0], detail=names[1], first=first, second=second)
