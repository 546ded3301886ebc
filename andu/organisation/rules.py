"""Who may change what in an organisation."""

from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import ImportBatch, Organisation
from andu.organisation.rights import IMPORT, MANAGE

NOT_YOURS = no(_("这不是你所在的机构，请联系系统管理员。"), "no-right")


def may_found(by: Actor) -> Verdict:
    """A new organisation is founded by the system administrator (no seat in any organisation)."""
    if by.organisation_id is not None or not by.holds(MANAGE.code):
        return no(_("只有系统管理员可以建立新的机构。"), "no-right")
    return yes


def may_import(by: Actor, organisation: Organisation | None) -> Verdict:
    """People are imported by those with the right over the whole organisation."""
    if organisation is None:
        return may_found(by)
    if not by.holds(IMPORT.code):
        return no(_("只有系统管理员或得到授权的人可以导入人员。"), "no-right")
    return yes if by.organisation_id in {None, organisation.pk} else NOT_YOURS


def may_match(by: Actor, batch: ImportBatch) -> Verdict:
    """Columns are matched until the import is confirmed."""
    if batch.state not in {ImportBatch.State.UPLOADED, ImportBatch.State.CHECKED}:
        return no(_("这次导入已经确认或放弃，不能再改列。请重新上传文件。"), "wrong-state")
    return may_import(by, batch.organisation)


def may_confirm(by: Actor, batch: ImportBatch) -> Verdict:
    """An import is confirmed once, after the check."""
    if batch.state != ImportBatch.State.CHECKED:
        return no(_("请先核对各列，再确认导入；已经开始的导入不必再次确认。"), "wrong-state")
    if not batch.to_apply:
        return no(_("没有要新增或变更的人员，不必导入。"), "nothing")
    if _busy(batch):
        return no(_("这个机构正有一次导入在进行，请等它完成。"), "busy")
    return may_import(by, batch.organisation)


def may_apply(by: Actor, batch: ImportBatch) -> Verdict:
    """A confirmed import goes on until it is done."""
    if batch.state != ImportBatch.State.RUNNING:
        return no(_("这次导入不在进行中。"), "wrong-state")
    return may_import(by, batch.organisation)


def may_drop(by: Actor, batch: ImportBatch) -> Verdict:
    """An import is given up before it is confirmed."""
    return may_match(by, batch)


def _busy(batch: ImportBatch) -> bool:
    running = ImportBatch.objects.filter(state=ImportBatch.State.RUNNING)
    return running.filter(organisation=batch.organisation).exclude(organisation=None).exists()
