"""Who may keep authority matrices, and what may be published. Whoever starts a matter never decides
whom it asks: that takes the right, and a matter keeps to the version it was submitted under."""

import datetime
import re

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.authority.models import Matrix, Version
from andu.authority.reading import Sheet
from andu.authority.rights import MANAGE
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Unit

KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}", re.ASCII)
MOST_SHOWN = 8


def may_keep(by: Actor, unit: Unit) -> Verdict:
    """Those with the right, for units within their scope."""
    if by.organisation_id != unit.organisation_id or not by.holds(MANAGE.code, within=unit.path):
        words = _("你没有维护“{unit}”核决权限表的权限，请联系安全管理员授权。")
        return no(words.format(unit=unit), "no-right")
    return yes


def may_be_called(organisation_id: int, key: str, name: str, matrix: int = 0) -> Verdict:
    """A name, and a key no other matrix has."""
    if not name.strip() or len(name) > 80:
        return no(_("请填写核决权限表的名称，80 字以内。"), "no-name")
    if not KEY.fullmatch(key):
        return no(_("代码用小写字母开头，可以有数字、下划线和连字符，例如 funds。"), "no-key")
    if Matrix.objects.filter(organisation_id=organisation_id, key=key).exclude(pk=matrix).exists():
        return no(_("代码“{key}”已经有了，请换一个。").format(key=key), "taken")
    return yes


def may_be_labelled(category: str, attribute: str) -> Verdict:
    """What the columns are called."""
    if not category.strip() or max(len(category), len(attribute)) > 40:
        return no(_("请填写类别列的名称，例如“费用类别”，40 字以内。"), "no-label")
    return yes


def may_edit(by: Actor, matrix: Matrix) -> Verdict:
    """The draft of a matrix in use; published versions never change."""
    allowed = may_keep(by, matrix.unit)
    if not allowed:
        return allowed
    if matrix.closed:
        return no(_("这张核决权限表已停用，请先启用。"), "closed")
    return yes


def may_save(draft: Version, revision: str) -> Verdict:
    """Nobody else has saved the draft meanwhile."""
    if revision and revision != revision_of(draft):
        return no(_("别人刚刚改过这份草稿。请先看一眼新的内容，再改一次。"), "changed-meanwhile")
    return yes


def revision_of(draft: Version) -> str:
    """What a page of the draft was made from."""
    return str(draft.revision)


def may_discard(by: Actor, draft: Version | None) -> Verdict:
    """A draft that is there."""
    if draft is None:
        return no(_("没有草稿可以丢弃，请刷新后再看。"), "no-draft")
    return may_keep(by, draft.matrix.unit)


def may_publish(by: Actor, draft: Version | None, sheet: Sheet) -> Verdict:
    """A draft without holes or overlaps that names its regulation and its day."""
    if draft is None:
        return no(_("没有草稿可以发布，请先修改表格。"), "no-draft")
    allowed = may_edit(by, draft.matrix)
    if not allowed:
        return allowed
    about = _about_version(draft)
    if not about:
        return about
    faults = sheet.faults
    if faults:
        more = _("还有 {n} 处，见表格。").format(n=len(faults) - MOST_SHOWN)
        shown = faults[:MOST_SHOWN] + [more] * (len(faults) > MOST_SHOWN)
        return no("\n".join(shown), "unsound")
    return yes


def _about_version(draft: Version) -> Verdict:
    if not draft.regulation:
        return no(_("请填写这一版依据的制度名称，例如“资金管理办法”。"), "no-regulation")
    if draft.valid_from is None:
        return no(_("请填写生效日期。"), "no-day")
    today = timezone.localdate()
    if draft.valid_from < today:
        return no(_("生效日期不能早于今天：以前提交的事项已按旧版办理。"), "too-early")
    if draft.valid_from > today + datetime.timedelta(days=3660):
        return no(_("生效日期太远，请检查年份。"), "too-late")
    last = draft.matrix.versions.published().order_by("-valid_from").first()
    if last is not None and last.valid_from is not None and draft.valid_from < last.valid_from:
        words = _("第 {n} 版自 {day} 起生效，新版不能更早。请改日期。")
        return no(words.format(n=last.number, day=last.valid_from.isoformat()), "before-last")
    return yes


def may_close(by: Actor, matrix: Matrix) -> Verdict:
    """One that is in use."""
    if matrix.closed:
        return no(_("这张核决权限表已经停用了。"), "closed")
    return may_keep(by, matrix.unit)


def may_reopen(by: Actor, matrix: Matrix) -> Verdict:
    """One that is not."""
    if not matrix.closed:
        return no(_("这张核决权限表正在使用。"), "open")
    return may_keep(by, matrix.unit)
