"""What goes in and out, as the OpenAPI document tells it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from ninja import Field, Schema


class May(Schema):
    """Whether something may be done now; the same verdict greys the button."""

    verb: str
    label: str = ""
    allowed: bool
    code: str = ""
    reason: str = ""


class TraceLine(Schema):
    """One line of the trace: past, present or to come."""

    state: str = Field(description="ok, back, void, held, aside, now, next")
    who: str
    unit: str = ""
    step: str = ""
    did: str = ""
    note: str = Field(
        "", description=_("补充：谁提请谁确认、越过了谁、几人同意、按核决权限表哪一行")
    )
    at: datetime | None = None
    opinion: str = ""
    due: datetime | None = Field(None, description=_("正在办理的：办理时限"))
    respond_due: datetime | None = Field(None, description=_("还没有打开的：响应时限"))
    then: str = Field("", description=_("过了时限系统自动做什么"))
    late: str = Field("", description=_("超期多久、什么原因；超时自动办理的，过了什么时限"))


class Word(Schema):
    """One thing said in a thread."""

    kind: str = Field(description="question, answer, back")
    who: str
    unit: str = ""
    post: str = ""
    at: datetime
    text: str


class ThreadOut(Schema):
    """Somebody who had a turn asked one person something (沟通)."""

    id: int
    asker: str
    asked: str
    step: str = ""
    state: str = Field(description="waiting, back, answered, lapsed")
    due: datetime | None = None
    words: list[Word] = Field(default_factory=list)


class Attached(Schema):
    """One attachment this person may have."""

    id: int
    name: str
    size: int
    field: str = ""
    step: str = ""
    who: str
    at: datetime
    address: str


class Newer(Schema):
    """The newer version of an attachment."""

    id: int
    name: str
    size: int
    version: int


class Pick(Schema):
    """A step whose people whoever passes the matter on picks."""

    step: str
    name: str
    most: int
    picked: list[int] = Field(default_factory=list, description=_("上次选的人员编号"))


class LandingOut(Schema):
    """A step a matter can be set to by 跳转 or 唤醒."""

    key: str
    name: str
    follows: str = Field(description=_("什么会作废"))


class ProposalOut(Schema):
    """What waits for a second person."""

    id: int
    verb: str
    what: str
    reason: str
    proposer: str
    at: datetime
    is_mine: bool


class ToSignOut(Schema):
    """A turn that went by without its person."""

    seat: int
    step: str
    who: str
    why: str
    is_mine: bool


class MatterOut(Schema):
    """A matter as this person may see it."""

    id: int
    title: str
    serial: str
    label: str
    state: str
    urgency: int
    initiator: str
    started: datetime
    due: datetime | None = None
    ended: datetime | None = None
    address: str
    to_check: str = Field("", description=_("办理前要检核的上一环节，空为不用检核"))
    seat: int = Field(0, description=_("我现在的席位，0 表示没有轮到"))
    fields: dict[str, Any] = Field(default_factory=dict)
    words: dict[str, str] = Field(default_factory=dict)
    trace: list[TraceLine] = Field(default_factory=list)
    consultations: list[ThreadOut] = Field(default_factory=list, description=_("沟通的问和答"))
    attachments: list[Attached] = Field(default_factory=list)
    landings: list[LandingOut] = Field(
        default_factory=list, description=_("可以跳转、唤醒到的环节（流程管理员）")
    )
    proposal: ProposalOut | None = Field(
        None, description=_("等第二人确认的提请（流程管理员和可以确认的人）")
    )
    to_sign: list[ToSignOut] = Field(default_factory=list, description=_("还可以补签的办理"))
    may: list[May] = Field(default_factory=list)
    choices: list[Pick] = Field(default_factory=list, description=_("办理时由我选下一环节办理人"))


class Brief(Schema):
    """What a write answers: where the matter stands now."""

    id: int
    title: str
    serial: str
    state: str
    holders: str = Field("", description=_("现在在谁手上"))
    said: str = ""
    address: str


class TemplateOut(Schema):
    """A template one may start from."""

    key: str
    name: str
    unit: str
    description: str = ""


class FormField(Schema):
    """One field of a form."""

    key: str
    label: str
    kind: str
    access: str
    required: bool
    options: list[str] = Field(default_factory=list)
    dictionary: str = Field("", description=_("取值的字典的代码"))
    columns: list["FormField"] = Field(default_factory=list)


class FormOut(TemplateOut):
    """A template with what its form asks for."""

    version: int
    fields: list[FormField]
    choices: list[dict[str, str]] = Field(default_factory=list)


class DraftIn(Schema):
    """What is written so far; nothing need be right yet."""

    title: str = Field("", description=_("标题"))
    urgency: int = Field(0, description=_("0 普通，1 特急，2 加急，3 平急"))
    fields: dict[str, Any] = Field(default_factory=dict, description=_("字段代码 → 值"))
    choices: dict[str, list[int]] = Field(
        default_factory=dict, description=_("由发起人选办理人的环节 → 人员编号")
    )
    related: list[int] = Field(default_factory=list, description=_("关联的事项"))
    leap: str = Field("", description=_("越过上一级选人的理由；被越过的上级先加签"))


class Start(DraftIn):
    """A request to submit."""

    title: str = Field(description=_("标题"))


class DraftOut(Schema):
    """A draft as it was left."""

    id: int
    template: str
    title: str
    urgency: int
    fields: dict[str, Any]
    choices: dict[str, list[int]]
    related: list[int]
    updated: datetime


class Decision(Schema):
    """What somebody does with a matter."""

    verb: str = Field(
        description=(
            "agree, disagree, complete, read, return, resubmit, withdraw, take_back, terminate"
        )
    )
    seat: int = Field(0, description=_("席位；不填则为我现在的席位"))
    opinion: str = Field("", description=_("意见或理由"))
    to: str = Field("", description=_("退回到哪个环节"))
    way: str = Field("", description=_("退回后 straight 直达或 rewalk 重走"))
    late_reason: str = Field("", description=_("超期说明"))
    checked: bool = Field(False, description=_("确认上一环节按流程执行（to_check 不为空时要）"))
    fields: dict[str, Any] = Field(default_factory=dict, description=_("这一环节填写的字段"))
    papers: list[int] = Field(
        default_factory=list, description=_("意见附件：先上传到 /api/files 的文件编号")
    )
    mentioned: list[int] = Field(default_factory=list, description=_("意见里提到的人员编号"))
    choices: dict[str, list[int]] = Field(
        default_factory=dict, description=_("由我选的下一环节办理人：环节 → 人员编号")
    )
    leap: str = Field("", description=_("重新提交时越过上一级选人的理由"))

    @property
    def is_plain(self) -> bool:
        """Whether it is words alone, at one's own turn."""
        more = self.fields or self.papers or self.mentioned
        return not more and self.verb in ("agree", "disagree", "complete", "read", "return")


class Operated(Schema):
    """The words and people an operation of 更多 asks for; each takes what its dialog has."""

    seat: int = Field(0, description=_("改派的席位"))
    to: list[int] = Field(
        default_factory=list, description=_("转办、改派、加签、委派给谁，沟通问谁（人员编号）")
    )
    where: str = Field("", description=_("加签的位置：before 前、after 后、beside 并"))
    mode: str = Field("", description=_("加签的人怎样办：all 会签、any 或签、in_order 依次"))
    who: int = Field(0, description=_("减签减去的席位"))
    order: list[int] = Field(
        default_factory=list, description=_("调整次序：还没有轮到的席位，按新的次序")
    )
    target: str = Field(
        "", description=_("跳转、唤醒到哪个环节：landings 里的 key；报告偏差、认定责任的环节")
    )
    way: str = Field("", description=_("报告偏差退回后 straight 直达或 rewalk 重走"))
    after: int = Field(0, description=_("请补签、补签的席位：to_sign 里的 seat"))
    stance: str = Field("", description=_("补签的表态：agree 或 disagree"))
    opinion: str = Field("", description=_("补签的意见"))
    supplement: int = Field(0, description=_("撤回哪一项补签请求，不填则为最近一项"))
    finding: int = Field(0, description=_("撤销哪一项责任认定，不填则为最近一项"))
    proposal: int = Field(
        0,
        description=_(
            "哪一项提请（proposal 里的 id）：确认、不同意必须写，撤回不填则为等着的那一项"
        ),
    )
    reason: str = Field(
        "", description=_("转办、改派、跳转、唤醒、挂起、恢复、作废的理由；对提请的说明")
    )
    leap: str = Field("", description=_("转办、加签越过上一级时的理由；被越过的上级先加签"))
    readers: list[int] = Field(default_factory=list, description=_("传阅给谁（人员编号）"))
    units: list[int] = Field(default_factory=list, description=_("传阅给哪些部门，含下级"))
    remark: str = Field("", description=_("传阅附言"))
    said: str = Field("", description=_("阅后意见"))
    circulation: int = Field(0, description=_("撤回哪一份传阅"))
    whom: list[int] = Field(
        default_factory=list, description=_("催办的席位；限定办理时间的席位，不填为整件事项")
    )
    words: str = Field("", description=_("催办附言"))
    question: str = Field("", description=_("沟通的问题"))
    consultation: int = Field(0, description=_("沟通的编号；答复时不填则为等我答复的那一个"))
    answer: str = Field("", description=_("答复、反问或追问的话"))
    enclosed: list[int] = Field(
        default_factory=list,
        description=_("提问、答复、追问的附件：先上传到 /api/files 的文件编号"),
    )
    due: str = Field(
        "",
        description=_("限定办结时间，如 2026-12-01T18:00；沟通希望答复的日期，如 2026-12-01"),
    )
    basis: str = Field("", description=_("限定办结时间、认定责任的依据"))
    related: list[int] = Field(default_factory=list, description=_("关联的事项"))
