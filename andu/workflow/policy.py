"""The settings of this room."""

from django.utils.translation import gettext_lazy as _

from andu.policy.declaring import Setting
from andu.policy.types import Bool, Choice, Int, Strength, Text
from andu.workflow.policy_pools import GROUP

WITHIN = (
    ("unit", _("本人所在单位")),
    ("branch", _("本人所在单位及其下级")),
    ("organisation", _("全组织")),
)

READ_COUNTS = Setting(
    "workflow.read_counts",
    Choice((("disagree", _("按不同意处理")), ("agree", _("视为同意")), ("refuse", _("不可选择")))),
    default="disagree",
    label=_("审批环节的“已阅”"),
    help=_("审批性质的环节选择“已阅”时如何计算。环节自己有规定的，从其规定。"),
    group=GROUP,
    source="WF-15, POL-29",
)

OPINION = Setting(
    "workflow.opinion",
    Strength(),
    default="off",
    label=_("同意时必须填写意见"),
    help=_("不同意、退回始终要写明理由。"),
    group=GROUP,
    source="WF-15, POL-30",
    profiles={"zhidu": "enforce"},
)

TRANSFER_RANGE = Setting(
    "workflow.transfer_range",
    Choice((("nobody", _("不允许转办")), *WITHIN)),
    default="organisation",
    label=_("转办范围"),
    help=_("办理人可以把待办转给哪些人。按事项的归口部门取值；环节自己有规定的，从其规定。"),
    per="unit",
    group=GROUP,
    source="WF-26",
)

ADD_RANGE = Setting(
    "workflow.add_range",
    Choice((("nobody", _("不允许加签和委派")), *WITHIN)),
    default="organisation",
    label=_("加签和委派范围"),
    help=_(
        "办理人可以请哪些人一起签、或代为办理。按事项的归口部门取值；环节自己不允许的，从其规定。"
    ),
    per="unit",
    group=GROUP,
    source="WF-12, WF-26",
)

TO_INITIATOR = Setting(
    "workflow.to_initiator",
    Bool(),
    default=False,
    label=_("可以转办给发起人"),
    help=_(
        "是否允许把环节转办、改派、加签给事项的发起人，或在选办理人时选发起人，由其办理自己发起的事项。"
    ),
    group=GROUP,
    source="WF-26",
)

LEVEL_BY_LEVEL = Setting(
    "workflow.level_by_level",
    Bool(),
    default=False,
    label=_("逐级审批"),
    help=_(
        "发起人自选和转办只能选汇报关系上的上一级，不能越级；流程里的“第几级上级”也不能跳级。转办、加签确需越级的，要写越级理由，被越过的上级先加签。按事项的归口部门取值；环节自己有规定的，从其规定。"
    ),
    per="unit",
    group=GROUP,
    source="WF-11, WF-12",
)

HANDLE_WITHIN = Setting(
    "workflow.handle_within",
    Int(0, 60 * 24 * 30, unit=_("工作分钟")),
    default=480,
    label=_("环节办理时限"),
    help=_("按工作时间计算，480 分钟为 1 个工作日，0 为不限。环节自己有时限的，从其时限。"),
    per="unit",
    group=GROUP,
    source="WF-18, POL-25",
)

RESPOND_WITHIN = Setting(
    "workflow.respond_within",
    Int(0, 60 * 24 * 30, unit=_("工作分钟")),
    default=120,
    label=_("环节响应时限"),
    help=_("事项到达后多久之内要打开查看，按工作时间计算，0 为不限。环节自己有规定的，从其规定。"),
    per="unit",
    group=GROUP,
    source="WF-18, POL-24",
)

FINISH_WITHIN = Setting(
    "workflow.finish_within",
    Int(0, 365, unit=_("个工作日")),
    default=2,
    label=_("业务流程办结时限"),
    help=_("从提交到办结，按工作日计算，0 为不限。批示中另定时限的，从其规定。"),
    per="unit",
    group=GROUP,
    source="WF-17, POL-26",
)

FINISH_TEXT_WITHIN = Setting(
    "workflow.finish_text_within",
    Int(0, 365, unit=_("个工作日")),
    default=3,
    label=_("文字类公文办结时限"),
    help=_("签呈等文字类事项从提交到办结，按工作日计算，0 为不限。批示中另定时限的，从其规定。"),
    per="unit",
    group=GROUP,
    source="WF-17, POL-27",
)

REMIND_BEFORE = Setting(
    "workflow.remind_before",
    Int(0, 60 * 24 * 5, unit=_("工作分钟")),
    default=60,
    label=_("到期前多久提醒"),
    help=_("到期前提醒办理人，并请上一环节办理人催办，按工作时间计算。0 为到期时才提醒。"),
    group=GROUP,
    source="WF-20",
)

LATE_REASON = Setting(
    "workflow.late_reason",
    Strength(),
    default="advise",
    label=_("超期办理须说明原因"),
    help=_("“建议”时请办理人说明，可以不写；“强制”时不说明不能办理。说明记入流转轨迹和超期说明。"),
    group=GROUP,
    source="WF-19",
    profiles={"zhidu": "enforce"},
)

AT_LIMIT = Setting(
    "workflow.at_limit",
    Choice((
        ("nothing", _("只提醒和催办")), ("escalate", _("上报给上级")),
        ("transfer", _("转给上级办理")), ("return", _("退回发起人")),
        ("pass", _("自动通过（视为同意）")),
    )),
    default="nothing",
    label=_("超过办理时限后"),
    help=_(
        "超过时限仍未办理时系统怎样做。上报：告诉办理人的上级，上级可以催办、改派。做不到的一律上报。环节自己有规定的，从其规定。"
    ),
    per="unit",
    group=GROUP,
    source="WF-20",
    profiles={"zhidu": "escalate"},
)  # fmt: skip

AT_LIMIT_AFTER = Setting(
    "workflow.at_limit_after",
    Int(0, 60 * 24 * 30, unit=_("工作分钟")),
    default=480,
    label=_("超过多久才这样做"),
    help=_("时限过后再过这么久，“超过办理时限后”规定的事才发生，按工作时间计算。0 为到时限就做。"),
    per="unit",
    group=GROUP,
    source="WF-20",
)

AUTO_PASS = Setting(
    "workflow.auto_pass_allowed",
    Bool(),
    default=False,
    label=_("允许审批环节超时自动通过"),
    help=_(
        "不允许时，环节或上面的参数规定了超时自动通过的，也不会视为同意，改为上报。阅知环节不受限制；办理环节和有一票否决的人始终要本人办理。"
    ),
    group=GROUP,
    source="issue 5",
)

URGE_EVERY = Setting(
    "workflow.urge_every",
    Int(0, 60 * 24 * 7, unit=_("分钟")),
    default=60,
    label=_("两次催办的间隔"),
    help=_("同一个人对同一位办理人的同一件待办，隔这么久才能再催。0 为不限。"),
    group=GROUP,
    source="WF-20",
)

CIRCULATE = Setting(
    "workflow.circulate",
    Choice((("handlers", _("发起人和办理人")), ("initiator", _("只有发起人")),
            ("nobody", _("不开放")))),
    default="handlers",
    label=_("谁可以传阅"),
    help=_("办理人包括正在办理和已经办理的人。模板里设定的抄送不受影响。"),
    group=GROUP,
    source="WF-36",
)  # fmt: skip

CHECK = Setting(
    "workflow.check_before",
    Bool(),
    default=False,
    label=_("检核上一环节"),
    help=_(
        "办理人办理前须确认上一环节按流程执行，确认记入流转轨迹；没有按流程执行的，报告偏差并退回，上一环节和它前面的办理人记入责任记录。按事项的归口部门取值；环节自己有规定的，从其规定，不能退回的环节不检核。"
    ),
    per="unit",
    group=GROUP,
    source="WF-21, WF-22",
)

SIGN_AFTER = Setting(
    "workflow.sign_after_days",
    Int(0, 3650, unit=_("天")),
    default=30,
    label=_("办结后多久内可以补签"),
    help=_(
        "超时自动通过、由他人代办、被跳过或改派的办理，本人可以补签意见。办理中随时可以，办结以后到期为止，0"
        " 为办结即止。按事项的归口部门取值。"
    ),
    per="unit",
    group=GROUP,
    source="issue 5",
)

ONWARD = Setting(
    "workflow.circulate_onward",
    Choice(
        (("unit", _("本部门之内")), ("organisation", _("本单位之内")), ("nobody", _("不能转传")))
    ),
    default="unit",
    label=_("收到传阅的人可以转传"),
    help=_("本部门包括下级部门。"),
    group=GROUP,
    source="WF-36",
)

MOST_READERS = Setting(
    "workflow.circulate_most",
    Int(1, 5000, unit=_("人")),
    default=300,
    label=_("一次最多传阅给多少人"),
    help=_("人数更多的事项，请用公告发布。"),
    group=GROUP,
    source="WF-36",
)

CONSULT = Setting(
    "workflow.consult",
    Bool(),
    default=True,
    label=_("办理人可以沟通（征询）"),
    help=_(
        "轮到办理的人可以向别人提问，对方答复后再办，待办仍在自己手上。看不到事项的人，要在传阅范围之内才能问。按事项的归口部门取值。"
    ),
    per="unit",
    group=GROUP,
    source="WF-26",
)

SECOND_PERSON = Setting(
    "workflow.second_person",
    Choice((
        ("all", _("跳转、唤醒和改派都要")), ("moves", _("跳转和唤醒要，改派不用")),
        ("nobody", _("都不用")),
    )),
    default="all",
    label=_("干预流程须第二人确认"),
    help=_(
        "流程管理员跳转、唤醒、改派事项时，先提请，由另一位流程管理员确认后才生效，轨迹记下两个人。只有一位流程管理员时，请再授权一位，或在这里放开。按事项的归口部门取值。"
    ),
    per="unit",
    group=GROUP,
    source="issue 5",
)  # fmt: skip

VOIDING = Setting(
    "workflow.voiding",
    Choice((
        ("alone", _("流程管理员写明理由即可")), ("second", _("由另一位流程管理员确认")),
        ("approver", _("由最后批准的人确认")),
    )),
    default="alone",
    label=_("作废须谁批准"),
    help=_(
        "须批准的，流程管理员先提请，对方确认后才作废，轨迹记下两个人。还没有人批准过、最后批准的人就是提请人或已离职的，由另一位流程管理员确认。按事项的归口部门取值。"
    ),
    per="unit",
    group=GROUP,
    source="issue 5",
)  # fmt: skip

ABSENCE = _("委托和离岗")

RESEAT = Setting(
    "workflow.reseat",
    Choice((
        ("list", _("保持原办理人，列给流程管理员")), ("recompute", _("按新的岗位换人")),
        ("keep", _("保持原办理人")),
    )),
    default="list",
    label=_("岗位变动后没有办的环节"),
    help=_(
        "按岗位、负责人、角色、上级或核决权限表找到的办理人，在任免变动以后不再符合规则时怎样做。已经办过的不变；转办、改派、加签的不变；离职的按“离职人员的待办”。按事项的归口部门取值。"
    ),
    per="unit",
    group=ABSENCE,
    source="issue 5",
)  # fmt: skip

DELEGATION_DAYS = Setting(
    "workflow.delegation_days",
    Int(0, 3650, unit=_("天")),
    default=0,
    label=_("委托最长天数"),
    help=_("0 为不限，可以一直有效到本人收回；设定后必须填结束日期。"),
    per="unit",
    group=ABSENCE,
    source="issue 3",
)

DELEGATION_RANGE = Setting(
    "workflow.delegation_range",
    Choice(
        (
            ("organisation", _("本机构")),
            ("branch", _("同一上级部门内")),
            ("unit", _("本部门及下级")),
        )
    ),
    default="organisation",
    label=_("可以委托给谁"),
    help=_("按委托人的主职部门计算。"),
    per="unit",
    group=ABSENCE,
    source="issue 3",
)

DELEGATION_OWN = Setting(
    "workflow.delegation_own",
    Bool(),
    default=False,
    label=_("受托人可代办自己发起的事项"),
    help=_("不允许时，受托人发起的事项仍由委托人本人办理，避免自己审批自己。"),
    group=ABSENCE,
    source="C17",
)

DELEGATION_ENDS = Setting(
    "workflow.delegation_ends",
    Choice((("return", _("退回委托人")), ("stay", _("留给受托人办完")))),
    default="return",
    label=_("委托结束时未办的事项"),
    help=_("收回委托或委托到期时，受托人手上还没有办的事项如何处理。"),
    group=ABSENCE,
    source="issue 3",
)

LEAVING = Setting(
    "workflow.leaving",
    Choice((
        ("wait", _("等流程管理员交接")), ("superior", _("转给直接上级")),
        ("successor", _("转给指定的人")),
    )),
    default="wait",
    label=_("离职人员的待办"),
    help=_("办理离职时，本人手上还没有办的事项如何处理。找不到接手人时，等流程管理员在“离岗交接”里处理。"),
    per="unit",
    group=ABSENCE,
    source="ID-16",
)  # fmt: skip

SUCCESSOR = Setting(
    "workflow.leaving_successor",
    Text(64),
    default="",
    label=_("离职待办的接手人工号"),
    help=_("“离职人员的待办”选“转给指定的人”时填写。"),
    per="unit",
    group=ABSENCE,
    source="ID-16",
)
