"""Versions of a matrix and their rows. Published ones never change."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from andu.authority.models.matrix import Matrix
from andu.organisation.models import Member


class VersionQuery(models.QuerySet["Version"]):
    """How versions are found."""

    def published(self) -> "VersionQuery":
        """Those that decide, or did, or will; what says so is their rows, no more the document."""
        return self.filter(state=Version.State.PUBLISHED).defer("document")

    def in_force(self, day: datetime.date) -> "VersionQuery":
        """The published ones that had begun on a day, the one that decides first."""
        return self.published().filter(valid_from__lte=day).order_by("-valid_from", "-number")


class Version(models.Model):
    """One edition of a matrix, which follows a regulation. A draft is its typed `document`; a
    published version is its rows."""

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        PUBLISHED = "published", _("已发布")

    matrix = models.ForeignKey(Matrix, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    regulation = models.CharField(_("依据的制度"), max_length=120, blank=True)
    regulation_number = models.CharField(_("文号"), max_length=60, blank=True)
    valid_from = models.DateField(_("生效日期"), null=True, blank=True)
    document = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)
    publisher = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    publisher_name = models.CharField(max_length=80, blank=True)

    objects = VersionQuery.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["matrix", "number"], name="matrix_version_once"),
            models.UniqueConstraint(
                fields=["matrix"], condition=Q(state="draft"), name="matrix_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(valid_from__isnull=False, published_at__isnull=False, regulation__gt=""),
                name="matrix_version_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matrix} {self.number}"

    @property
    def basis(self) -> str:
        """The regulation as people cite it: 《资金管理办法》（云实发〔2026〕3 号）."""
        name = self.regulation.strip("《》")  # noqa: chinese
        cited = f"《{name}》" if name else ""  # noqa: chinese
        return f"{cited}（{self.regulation_number}）" if self.regulation_number else cited


class Row(models.Model):
    """For a category, an attribute and a range of amounts: who countersigns, in which order, and
    who decides. The rules are the engine's, in writing; the words are as they were published."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=100, blank=True)
    attribute = models.CharField(max_length=100, blank=True)
    low = models.BigIntegerField(null=True, blank=True)
    high = models.BigIntegerField(null=True, blank=True)
    countersign = models.JSONField(default=list)
    final = models.JSONField(default=list)
    countersign_words = models.CharField(max_length=400, blank=True)
    final_words = models.CharField(max_length=400)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="matrix_row_once"),
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(low__lt=F("high")),
                name="matrix_row_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} #{self.number}"
