"""Who may make templates and start requests. Who may act on a running one is the rule of
`workflow`."""

import re

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.approvals.against import standing_against
from andu.approvals.models import Draft, Request, Template, TemplateDraft, TemplateVersion
from andu.approvals.policy import EXTRA_URGENT, PRINT_MOST
from andu.approvals.rights import MANAGE
from andu.engine import Definition
from andu.forms.access import Access
from andu.forms.definition import FormDefinition
from andu.kit import series
from andu.kit.actor import Actor
from andu.kit.editions import remembered
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Unit
from andu.policy.reading import value
from andu.workflow.compiled import definition_of
from andu.workflow.desk import Desk
from andu.workflow.models import FlowVersion, Matter

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)
LONGEST_TITLE = 200
LONGEST_OPINION = 2000
WITH_PAPERS = {"agree", "disagree", "complete", "read", "return", "resubmit"}
VERBS = {
    "agree", "disagree", "complete", "read", "return", "resubmit", "withdraw", "take_back",
    "terminate",
}  # fmt: skip


def may_manage(by: Actor, unit: Unit) -> Verdict:
    """Templates are made by those with the right, for units within their scope."""
    if by.organisation_id != unit.organisation_id or not by.holds(MANAGE.code, within=unit.path):
        return no(
            _("你没有管理“{unit}”审批模板的权限，请联系安全管理员授权。").format(unit=unit),
            "no-right",
        )
    return yes


def may_be_called(organisation_id: int, key: str, name: str, template: int = 0) -> Verdict:
    """A name, and a key that stands in addresses and that no other template has."""
    if not name.strip() or len(name) > 80:
        return no(_("请填写模板名称，80 字以内。"), "no-name")
    if not KEY.fullmatch(key):
        return no(_("模板代码用小写字母、数字和连字符，例如 leave。"), "no-key")
    taken = Template.objects.filter(organisation_id=organisation_id, key=key)
    if taken.exclude(pk=template).exists():
        return no(_("模板代码“{key}”已经有了，请换一个。").format(key=key), "taken")
    return yes


def may_number(pattern: str) -> Verdict:
    """A pattern numbers can be drawn from."""
    wrong = series.problem(pattern)
    return no(wrong, "numbering") if wrong else yes


def may_publish(
    by: Actor, template: Template, form: FormDefinition, flow: FlowVersion,
    access: dict[str, dict[str, str]],
) -> Verdict:  # fmt: skip
    """The flow is the organisation's own and published, its conditions and handlers ask what the
    form can answer, and access names its steps and the form's fields."""
    allowed = may_manage(by, template.unit)
    if not allowed:
        return allowed
    if flow.flow.organisation_id != template.organisation_id:
        return no(_("流程不属于本单位，不能用于这个模板。"), "foreign-flow")
    if flow.state != FlowVersion.State.PUBLISHED:
        return no(_("流程还没有发布，请先发布流程。"), "flow-not-published")
    definition = definition_of(flow.pk)
    if against := standing_against(definition, form, template):
        return no("\n".join(against[:8]), "misfit")
    return _may_access(definition, form, access)


def _may_access(
    definition: Definition, form: FormDefinition, access: dict[str, dict[str, str]]
) -> Verdict:
    """Access names steps and fields that are there, in words there are."""
    steps = {step.key for step in definition.steps} | {definition.drafting.key}
    for step, fields in access.items():
        strange = [key for key in fields if form.field(key) is None]
        if step not in steps or strange:
            words = _("字段权限提到了没有的环节或字段（{what}），请重新设置。")
            return no(words.format(what="、".join([step, *strange])), "unknown-access")
        if not set(fields.values()) <= {word.value for word in Access}:
            return no(_("字段权限只能是隐藏、只读、可写、必填、选填。"), "unknown-word")
    return yes


def may_keep(by: Actor, template: Template, seen: int) -> Verdict:
    """Managers write the draft; nobody writes over what somebody else has saved meanwhile.

    `seen` is the save the writer began from.
    """
    draft = TemplateDraft.objects.filter(template=template).first()
    if draft and draft.revision != seen and draft.member_id != by.member_id:
        words = _("{who}刚刚改过这个模板。请重新打开看过再改，你这一页写的还没有保存。")
        return no(words.format(who=draft.editor), "overtaken")
    return may_manage(by, template.unit)


def may_close(by: Actor, template: Template) -> Verdict:
    """An open template can be closed."""
    if not template.is_open:
        return no(_("这个模板已经停用。"), "closed")
    return may_manage(by, template.unit)


def may_reopen(by: Actor, template: Template) -> Verdict:
    """A closed template can be opened again."""
    if template.is_open:
        return no(_("这个模板已经启用。"), "open")
    return may_manage(by, template.unit)


def may_start(by: Actor, template: Template) -> Verdict:
    """Members the template is meant for, while it is open and has a version (WF-08)."""
    if by.member_id is None:
        return no(_("管理账户不能发起事项，请用本人的业务账户登录。"), "no-member")
    if template.organisation_id != by.organisation_id:
        return no(_("这个模板不属于你的单位。"), "foreign")
    if not template.is_open or not template.newest:
        return no(
            _("“{name}”现在不能发起，可以先存草稿，启用后再提交。").format(name=template), "closed"
        )
    if not _is_meant(by, template):
        return no(_("“{name}”没有向你开放，请联系归口部门{unit}。").format(
            name=template, unit=template.unit), "not-meant")  # fmt: skip
    return yes


def _is_meant(by: Actor, template: Template) -> bool:
    """Whether an open template's audience means the actor; none means everybody."""
    if template.audience_id is None:
        return True
    key = ("approvals.meant", by.member_id, template.pk, timezone.localdate())
    return remembered(
        key, lambda: Template.objects.startable_by(by).filter(pk=template.pk).exists()
    )


def may_draft(by: Actor, version: TemplateVersion, draft: Draft | None = None) -> Verdict:
    """One's own draft, of a template of one's own organisation, open or not."""
    if by.member_id is None:
        return no(_("管理账户不能发起事项，请用本人的业务账户登录。"), "no-member")
    if version.template.organisation_id != by.organisation_id:
        return no(_("这个模板不属于你的单位。"), "foreign")
    if draft is not None and draft.member_id != by.member_id:
        return no(_("这不是你的草稿。"), "foreign")
    return yes


def may_submit(by: Actor, version: TemplateVersion, title: str, urgency: int) -> Verdict:
    """On the template's current version, with a title, in an urgency that is allowed."""
    allowed = may_start(by, version.template)
    if not allowed:
        return allowed
    if version.number != version.template.newest:
        return no(_("模板刚刚更新，请核对下面的内容后再提交。"), "overtaken")
    return may_be_named(by, title, urgency)


def may_go_on_with(draft: Draft | None) -> Verdict:
    """A draft that is still there; what was typed stays in any case."""
    if draft is None:
        words = _(
            "这份草稿已经提交或删除，填的内容都还在。已提交的在“我发起的”里；要另办一件，请再点一次“提交”。"
        )
        return no(words, "draft-gone")
    return yes


def may_be_named(by: Actor, title: str, urgency: int, before: int | None = None) -> Verdict:
    """A title, and an urgency that is allowed (`before`: the one it has may stay)."""
    if not title or len(title) > LONGEST_TITLE:
        return no(_("请填写标题，{most} 字以内。").format(most=LONGEST_TITLE), "no-title")
    if urgency != before and urgency not in urgencies(by):
        return no(_("不能选择这个紧急程度，请改选。"), "urgency")
    return yes


def may_act(verb: str) -> Verdict:
    """One of the verbs there are."""
    if verb not in VERBS:
        return no(_("请选择“同意”“不同意”等办理方式。"), "no-verb")
    return yes


def may_enclose(verb: str) -> Verdict:
    """Papers and mentions go with an opinion, not with taking a turn back."""
    if verb in WITH_PAPERS:
        return yes
    return no(_("这个操作不带意见附件和提及，请去掉后再办理。"), "invalid")


def urgencies(by: Actor) -> dict[int, str]:
    """The urgencies an initiator may choose, with their words."""
    found = {level.value: str(level.label) for level in Matter.Urgency}
    if not value(EXTRA_URGENT, organisation=by.organisation_id):
        del found[Matter.Urgency.EXTRA]
    return found


def may_say(opinion: str) -> Verdict:
    """Opinions have a limit: 2,000 characters."""
    if len(opinion) > LONGEST_OPINION:
        words = _("意见最多 {most} 字，现在有 {count} 字，请精简，或写成附件。")
        return no(words.format(most=LONGEST_OPINION, count=len(opinion)), "too-long")
    return yes


def may_be_brief(desk: Desk, verb: str) -> Verdict:
    """One's own turn, and words are enough: what is to be rewritten wants the page."""
    if desk.is_draft:
        return no(_("这件事项退回给了你，请打开修改后重新提交。"), "rewrite")
    if verb not in desk.verdicts:
        return no(_("这种办理方式不能批量使用，请打开办理。"), "not-brief")
    return yes if desk.is_mine else desk.verdicts[verb]


def may_be_unchanged(version: TemplateVersion, number: str) -> Verdict:
    """What was filled in is the version that would be submitted, not an older one."""
    if number and number != str(version.number):
        return no(_("模板刚刚更新，请核对下面的内容后再提交。"), "overtaken")
    return yes


def may_be_repeated(made: Request, digest: str) -> Verdict:
    """What comes again with the key of a request is that request, not another one written on the
    same page, to which somebody went back."""
    if made.digest in {"", digest}:
        return yes
    words = _("这张表单已提交为“{title}”，下面的内容和那次不同。要用它另提一件，请核对后再提交。")
    return no(words.format(title=made.matter.title), "key-used")


def may_print(by: Actor, matter: Matter) -> Verdict:
    """Whoever sees a matter may take it to paper; the audit keeps who did."""
    if not Matter.objects.visible_to(by).filter(pk=matter.pk).exists():
        return no(_("没有这件事项，或者你不能看。"), "not-visible")
    return yes


def may_print_many(by: Actor, count: int) -> Verdict:
    """A pile somebody can carry."""
    most = value(PRINT_MOST, organisation=by.organisation_id)
    if not count:
        return no(_("没有选中可以打印的事项。请先在列表里勾选。"), "none")
    if count > most:
        said = _("一次最多打印 {most} 件，你选了 {count} 件，请分几次打印。")
        return no(said.format(most=most, count=count), "too-many")
    return yes
