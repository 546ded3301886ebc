"""What roles, groups and grants are."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from andu.organisation.models.member import Member
from andu.organisation.models.organisation import Organisation
from andu.organisation.models.post import Post
from andu.organisation.models.unit import Unit


class Role(models.Model):
    """A bundle of rights with a name; also a way to say who handles a step."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="roles")
    code = models.CharField(_("代码"), max_length=64)
    name = models.CharField(_("名称"), max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="role_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class RoleRight(models.Model):
    """One right in a role."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="rights")
    right = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "right"], name="role_right_once")]

    def __str__(self) -> str:
        return self.right


class Group(models.Model):
    """People who belong together across units."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="groups")
    code = models.CharField(_("代码"), max_length=64)
    name = models.CharField(_("名称"), max_length=80)
    members = models.ManyToManyField(Member, related_name="member_groups", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="group_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class GrantQuery(models.QuerySet["Grant"]):
    """How grants are found."""

    def current(self, day: datetime.date | None = None) -> "GrantQuery":
        """Those in force on a day (today unless given)."""
        day = day or timezone.localdate()
        begun = Q(since__isnull=True) | Q(since__lte=day)
        return self.filter(begun).filter(Q(until__isnull=True) | Q(until__gte=day))


class Grant(models.Model):
    """A role given to a person, a post or a group; over one unit and below, or everywhere."""

    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="grants")
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="grants")
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="grants")
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="grants")
    scope = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="grants")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    basis = models.CharField(_("依据"), max_length=300, blank=True)

    objects = GrantQuery.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(member__isnull=False, post__isnull=True, group__isnull=True)
                    | Q(member__isnull=True, post__isnull=False, group__isnull=True)
                    | Q(member__isnull=True, post__isnull=True, group__isnull=False)
                ),
                name="grant_to_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} → {self.member or self.post or self.group}"
