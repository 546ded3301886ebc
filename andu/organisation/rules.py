"""Who may change what in an organisation."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit import rights
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.calendar import stretches_of
from andu.organisation.completeness import domains_of
from andu.organisation.models import (
    Appointment,
    Grant,
    ImportBatch,
    Member,
    Organisation,
    Unit,
    Workday,
)
from andu.organisation.rights import GRANT, IMPORT, MANAGE

NOT_YOURS = no(gettext_lazy("这不是你所在的机构，请联系系统管理员。"), "no-right")


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
    if not batch.to_apply and batch.faulty:
        return no(_("没有一行可以导入。请按下面的原因改正表格或改列，再核对一次。"), "nothing")
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


def may_structure(by: Actor, organisation_id: int, path: str = "") -> Verdict:
    """Units, people and posts are kept by those with the right over the unit at the path."""
    if not by.holds(MANAGE.code, within=path):
        return no(_("只有系统管理员或这个部门的管理员可以修改，请联系他们办理。"), "no-right")
    return yes if by.organisation_id in {None, organisation_id} else NOT_YOURS


def may_place(by: Actor, organisation_id: int, unit: Unit) -> Verdict:
    """People are placed in open units of their own organisation; bodies outside have no people."""
    if unit.organisation_id != organisation_id:
        return no(_("这个部门不属于本机构，请另选部门。"), "invalid")
    if unit.is_external:
        return no(_("外部单位没有本机构的人员，请另选部门。"), "invalid")
    if unit.closed_on:
        return no(_("“{unit}”已撤销，请另选部门。").format(unit=unit.name), "closed")
    return may_structure(by, organisation_id, unit.path)


def may_rename(by: Actor, unit: Unit, name: str) -> Verdict:
    """A unit's name differs from its neighbours'."""
    same = Unit.objects.open().filter(
        organisation=unit.organisation_id, parent=unit.parent_id, name=name
    )
    if same.exclude(pk=unit.pk).exists():
        return no(_("同一上级下已有“{name}”，请另起名称。").format(name=name), "invalid")
    path = unit.path or (unit.parent.path if unit.parent else "")
    return may_structure(by, unit.organisation_id, path)


def may_move(by: Actor, unit: Unit, parent: Unit) -> Verdict:
    """A unit moves below an open unit of its organisation that is not below itself."""
    if unit.parent_id is None:
        return no(_("最上级单位不能移动。"), "root")
    if parent.path.startswith(unit.path):
        return no(_("不能移到自己或自己的下级下面，请另选上级。"), "invalid")
    return (
        may_place(by, unit.organisation_id, parent)
        and may_structure(by, unit.organisation_id, unit.path)
    )  # fmt: skip


def may_close(by: Actor, unit: Unit) -> Verdict:
    """A unit is closed when nobody and nothing is in it any more."""
    if unit.closed_on:
        return no(_("部门已经撤销。"), "closed")
    if unit.parent_id is None and not unit.is_external:
        return no(_("最上级单位不能撤销。"), "root")
    if Unit.objects.open().filter(parent=unit).exists():
        return no(_("下面还有部门，请先移走或撤销它们。"), "children")
    if Appointment.objects.current().filter(unit=unit).exists():
        return no(_("部门里还有人任职，请先把他们调到别的部门。"), "people")
    return may_structure(by, unit.organisation_id, unit.path)


def may_keep(by: Actor, member: Member) -> Verdict:
    """A person is looked after by who looks after one of the person's units."""
    if by.organisation_id not in {None, member.organisation_id}:
        return NOT_YOURS
    places = member.appointments.current().select_related("unit")
    paths = [place.unit.path for place in places] or [""]
    if not any(by.holds(MANAGE.code, within=path) for path in paths):
        return no(_("只有系统管理员或这个部门的管理员可以修改，请联系他们办理。"), "no-right")
    return yes


def may_fill_profile(by: Actor, member: Member, email: str) -> Verdict:
    """Everybody says themselves how to reach them; the mailbox is the organisation's (ID-14)."""
    if by.member_id != member.pk:
        return no(_("个人信息只由本人填写；管理员在“机构和人员”里修改。"), "not-yours")
    allowed = domains_of(member.organisation_id)
    if email and allowed and email.rpartition("@")[2].lower() not in allowed:
        words = _("邮箱要用本单位的域名（{domains}），请改填公司邮箱。")
        return no(words.format(domains="、".join(allowed)), "invalid")
    return yes


def may_appoint(by: Actor, member: Member, unit: Unit) -> Verdict:
    """People who work here are appointed to open units."""
    if member.state == Member.State.LEFT:
        return no(_("{name}已离职，不能任命。").format(name=member.name), "left")
    return may_place(by, member.organisation_id, unit)


def may_see_out(by: Actor, member: Member) -> Verdict:
    """Somebody leaves once, never by their own hand."""
    if member.state == Member.State.LEFT:
        return no(_("{name}已经办理离职。").format(name=member.name), "left")
    if member.pk == by.member_id:
        return no(_("不能给自己办理离职，请系统管理员办理。"), "yourself")
    return may_keep(by, member)


def may_shape_role(by: Actor, organisation_id: int, codes: Iterable[str]) -> Verdict:
    """Roles hold rights of business only: the three offices' rights are given to nobody else."""
    known = {right.code: right for right in rights.all_rights()}
    for code in codes:
        if code not in known:
            return no(_("没有“{code}”这项权限，请刷新页面再选。").format(code=code), "invalid")
        if known[code].office:
            return no(
                _("“{right}”属于三员职责，不能放进业务角色。").format(right=known[code].label),
                "office",
            )
    if not by.holds(GRANT.code):
        return no(_("角色和权限只由安全管理员设定。"), "no-right")
    return yes if by.organisation_id in {None, organisation_id} else NOT_YOURS


def may_grant(by: Actor, grant: Grant) -> Verdict:
    """Nobody grants themselves, not by their post or group either."""
    if by.member_id and _reaches(grant, by.member_id):
        return no(_("不能给自己授权，请另一位管理员办理。"), "yourself")
    places = [grant.member, grant.post, grant.group, grant.scope]
    if any(each and each.organisation_id != grant.role.organisation_id for each in places):
        return no(_("角色、对象和范围要属于同一机构。"), "invalid")
    if not grant.basis.strip():
        return no(_("请写明依据：批准的申请单或文件编号。"), "invalid")
    if grant.since and grant.until and grant.until < grant.since:
        return no(_("截止日期早于起始日期，请改正。"), "invalid")
    return may_shape_role(by, grant.role.organisation_id, ())


def may_set_days(by: Actor, organisation_id: int) -> Verdict:
    """The working calendar is kept by those who keep the whole organisation."""
    return may_structure(by, organisation_id)


def may_be_day(kind: str, hours: str) -> Verdict:
    """Hours of its own has only a day that is worked, and a short one always."""
    if hours and kind in ("", Workday.Kind.HOLIDAY):
        return no(_("放假和平常日不用填上班时间，请清空，或改为半天、调休上班。"), "invalid")
    if kind == Workday.Kind.SHORT and not hours:
        return no(_("请填写这一天的上班时间，例如 08:30-12:00。"), "invalid")
    try:
        stretches_of(hours)
    except ValueError:
        return no(_("上班时间请写成 08:30-12:00 13:30-17:30 的样子，按先后填写。"), "invalid")
    return yes


def _reaches(grant: Grant, member_id: int) -> bool:
    """Whether the grant gives something to this person, by name, group or post."""
    if grant.member_id == member_id:
        return True
    if grant.group and grant.group.members.filter(pk=member_id).exists():
        return True
    held = Appointment.objects.current().filter(member=member_id, post=grant.post_id)
    return bool(grant.post_id) and held.exists()
