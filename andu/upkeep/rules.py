"""Who may look after flows, and what they may do."""

import datetime
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.approvals import rules as approvals
from andu.approvals.models import Template
from andu.approvals.rights import MANAGE
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Unit
from andu.upkeep.realm import Realm, realm_of
from andu.upkeep.simplifying import Proposal
from andu.workflow.models import Matter

FARTHEST = datetime.timedelta(days=3660)


def may_decide(by: Actor, unit: Unit | None, *, realm: Realm | None = None) -> Verdict:
    """Whoever has the right for the unit, heads it or is in charge of it. `realm`: that of `by`,
    from who asks about many rows."""
    held = realm_of(by) if realm is None else realm
    if by.member_id is not None and held.deciding.covers(unit):
        return yes
    words = _("只有流程管理员和归口部门“{unit}”的负责人可以办理，请联系他们。")
    return no(words.format(unit=unit or _("全单位")), "not-owner")


def may_write_rule(by: Actor, template: Template, name: str, link: str = "") -> Verdict:
    """A name, and a link a browser opens, if any."""
    if not name.strip():
        return no(_("请填写制度名称，例如“印章管理办法”。"), "no-name")
    if link and not is_link(link):
        return no(_("链接要以 http:// 或 https:// 开头，或者不填。"), "bad-link")
    return may_decide(by, template.unit)


def may_begin(day: datetime.date) -> Verdict:
    """A day within reach: rules may have held for years before somebody writes them down."""
    today = timezone.localdate()
    if not today - FARTHEST * 5 <= day <= today + FARTHEST:
        return no(_("日期太远，请检查年份。"), "bad-day")
    return yes


def may_ground(by: Actor, template: Template, words: str, matter: Matter | None) -> Verdict:
    """Words, and a matter one may see, if any."""
    if not words.strip():
        return no(_("请写明这一版的依据，例如“流程优化申请 LC-2026-00012”。"), "no-words")
    if matter is not None and not Matter.objects.visible_to(by).filter(pk=matter.pk).exists():
        return no(_("看不到这件事项，请另选或不填。"), "not-seen")
    return may_decide(by, template.unit)


def is_link(text: str) -> bool:
    """Whether a browser opens it as a page of the web."""
    try:
        found = urlsplit(text)
    except ValueError:
        return False
    return found.scheme in ("http", "https") and bool(found.netloc)


def may_name(matter: Matter | None) -> Verdict:
    """A matter that was found among those one may see."""
    if matter is None:
        return no(_("没有找到这个编号的事项，或者你看不到它。请检查编号。"), "unknown-serial")
    return yes


def may_add_starters(by: Actor, unit: Unit, wanted: list[str]) -> Verdict:
    """Whoever may make templates for the unit, while any of the requests is missing. What making
    forms and flows asks for is asked there."""
    if not wanted:
        return no(_("内置申请单已经都有了。"), "nothing-missing")
    if by.organisation_id != unit.organisation_id or not by.holds(MANAGE.code, within=unit.path):
        words = _("你没有管理“{unit}”审批模板的权限，请联系安全管理员授权。")
        return no(words.format(unit=unit), "no-right")
    return yes


def may_propose(by: Actor, change: Template | None, chosen: list[Proposal]) -> Verdict:
    """Something to propose, and the request for changes to propose it with."""
    if not chosen:
        return no(_("请先勾选要申请的建议。"), "nothing")
    return may_ask_for_change(by, change)


def may_ask_for_change(by: Actor, change: Template | None) -> Verdict:
    """The built-in request is there and one may start it."""
    if change is None:
        return no(_("还没有添加内置的“流程优化申请”，请流程管理员先添加。"), "no-starter")
    return approvals.may_start(by, change)
