"""Posts, groups, roles and who holds them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.kit import rights
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.organisation import events, rules
from andu.organisation.jobs.opening import free_codes
from andu.organisation.models import (
    Grant,
    Group,
    Member,
    Organisation,
    Post,
    Role,
    RoleRight,
    Unit,
)


@dataclass(frozen=True)
class Given:
    """To whom a role is given: one of person, post and group; where; from when to when."""

    member: Member | None = None
    post: Post | None = None
    group: Group | None = None
    scope: Unit | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None


@transaction.atomic
def save_post(
    organisation: Organisation, post: Post | None, *, name: str, level: int, by: Actor
) -> Post:
    """A post by name and level; 1 is the highest."""
    organisation = lock(organisation)
    require(rules.may_structure(by, organisation.pk))
    if post is None:
        code = free_codes(Post.objects.filter(organisation=organisation), "P", 1)[0]
        post = Post(organisation=organisation, code=code)
    post.name, post.level = name, level
    post.save()
    record(events.PostSaved(level=level), by=by, on=post)
    return post


@transaction.atomic
def save_group(
    organisation: Organisation, group: Group | None, *, name: str, members: Iterable[int], by: Actor
) -> Group:
    """A group and its people."""
    organisation = lock(organisation)
    require(rules.may_structure(by, organisation.pk))
    if group is None:
        code = free_codes(Group.objects.filter(organisation=organisation), "G", 1)[0]
        group = Group(organisation=organisation, code=code)
    group.name = name
    group.save()
    people = Member.objects.filter(organisation=organisation, pk__in=list(members))
    group.members.set(people)
    words = "、".join(people.values_list("name", flat=True)[:50])
    record(events.GroupSaved(members=words), by=by, on=group)
    return group


@transaction.atomic
def save_role(
    organisation: Organisation, role: Role | None, *, name: str, codes: Iterable[str], by: Actor,
    code: str = "",
) -> Role:  # fmt: skip
    """A role and its rights; the offices' rights can't be put in. `code` is what drawings call a
    new role; without one it is given a free one."""
    organisation, codes = lock(organisation), sorted(set(codes))
    require(rules.may_shape_role(by, organisation.pk, codes))
    if role is None:
        code = code or free_codes(Role.objects.filter(organisation=organisation), "R", 1)[0]
        role = Role(organisation=organisation, code=code)
    role.name = name
    role.save()
    role.rights.all().delete()
    RoleRight.objects.bulk_create(RoleRight(role=role, right=code) for code in codes)
    labels = {right.code: str(right.label) for right in rights.all_rights()}
    said = "、".join(labels[code] for code in codes) or _("没有权限")
    record(events.RoleSaved(rights=said), by=by, on=role)
    return role


@transaction.atomic
def grant_role(role: Role, given: Given, *, by: Actor, basis: str) -> Grant:
    """Give a role to a person, a post or a group, over a unit or everywhere."""
    role = lock(role)
    grant = Grant(
        role=role, member=given.member, post=given.post, group=given.group, scope=given.scope,
        since=given.since, until=given.until, basis=basis,
    )  # fmt: skip
    require(rules.may_grant(by, grant))
    grant.save()
    event = events.RoleGranted(
        to=str(given.member or given.post or given.group),
        scope=given.scope.name if given.scope else _("全机构"),
        until=given.until.isoformat() if given.until else _("长期"),
    )
    record(event, by=by, on=role, basis=basis)
    return grant


@transaction.atomic
def revoke_role(grant: Grant, *, by: Actor, basis: str = "") -> Role:
    """Take a role back; from today it no longer counts."""
    grant = lock(grant)
    require(rules.may_shape_role(by, grant.role.organisation_id, ()))
    grant.until = timezone.localdate() - datetime.timedelta(days=1)
    grant.save(update_fields=["until"])
    event = events.RoleRevoked(to=str(grant.member or grant.post or grant.group))
    record(event, by=by, on=grant.role, basis=basis)
    return grant.role
