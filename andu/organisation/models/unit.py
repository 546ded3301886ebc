"""What a unit is."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from andu.organisation.models.organisation import Organisation


class UnitQuery(models.QuerySet["Unit"]):
    """How units are found."""

    def open(self) -> "UnitQuery":
        """Units that have not been closed."""
        return self.filter(closed_on__isnull=True)

    def under(self, path: str) -> "UnitQuery":
        """The unit at this path and everything below it."""
        return self.filter(path__startswith=path)

    def within(self, scopes: Iterable[str]) -> "UnitQuery":
        """The units that the scopes of a right cover (`Actor.scopes`); none without scopes."""
        found = Q(pk__in=())
        for scope in scopes:
            found |= Q(path__startswith=scope)
        return self.filter(found)


class Unit(models.Model):
    """A place in the tree: any depth, any kind. `path` lists the ids from the root: "/1/4/"."""

    class Kind(models.TextChoices):
        GROUP = "group", _("集团")
        COMPANY = "company", _("公司")
        BRANCH = "branch", _("分公司")
        SUBSIDIARY = "subsidiary", _("子公司")
        OFFICE = "office", _("机关")
        DEPARTMENT = "department", _("部门")
        SECTION = "section", _("科室")
        WORKSHOP = "workshop", _("车间")
        WORK_AREA = "work_area", _("作业区")
        LEADERS = "leaders", _("领导班子")
        STATION = "station", _("驻外机构")
        BODY = "body", _("直属机构")
        EXTERNAL = "external", _("外部单位")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    code = models.CharField(_("代码"), max_length=64)
    name = models.CharField(_("名称"), max_length=200)
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.DEPARTMENT)
    path = models.CharField(max_length=400, db_index=True)
    depth = models.PositiveSmallIntegerField(default=0)
    order = models.IntegerField(default=0)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = UnitQuery.as_manager()

    class Meta:
        ordering = ["depth", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="unit_code_once"),
        ]
        indexes = [models.Index(fields=["organisation", "path"], name="unit_tree")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_external(self) -> bool:
        """Whether this is a body outside: it has no members."""
        return self.kind == self.Kind.EXTERNAL

    @property
    def line(self) -> tuple[int, ...]:
        """The ids from the root down to this unit."""
        return tuple(int(part) for part in self.path.strip("/").split("/") if part)


class UnitName(models.Model):
    """The name a unit had from a day on: documents keep the name valid at their time (ID-22)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "since"], name="unit_name_once")]

    def __str__(self) -> str:
        return self.name
