"""What a document number is (发文字号): every one that was ever taken has its row (OD-05)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from andu.documents.models.series import Series
from andu.kit.actor import Actor
from andu.organisation.models import Member
from andu.workflow.models import Matter


class NumberQuery(models.QuerySet["Number"]):
    """How numbers are found."""

    def visible_to(self, actor: Actor) -> "NumberQuery":
        """Those of series the actor registers or sets up."""
        return self.filter(series__in=Series.objects.visible_to(actor))

    def of(self, series: Series, year: int) -> "NumberQuery":
        """Those of one year of a series."""
        return self.filter(series=series, year=series.counting(year))


class Number(models.Model):
    """One number of a series. Numbers follow each other without a gap, because each has a row
    before the next can be had: used for a document, reserved, given back (the next one who needs
    one gets it), or void for ever with a reason.

    `on_paper` is a document that stays on paper and has no more than this entry (OD-09, OD-11):
    then `title` may be empty, `place` says where it lies.
    """

    class State(models.TextChoices):
        USED = "used", _("已用")
        RESERVED = "reserved", _("预留")
        BACK = "back", _("退回待用")
        VOID = "void", _("作废")

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="numbers")
    year = models.PositiveSmallIntegerField()
    n = models.PositiveIntegerField()
    text = models.CharField(max_length=60)
    state = models.CharField(max_length=8, choices=State.choices)
    matter = models.ForeignKey(
        Matter, null=True, on_delete=models.PROTECT, related_name="document_numbers"
    )
    on_paper = models.BooleanField(default=False)
    title = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    member = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    registrar = models.CharField(max_length=120)
    at = models.DateTimeField()

    objects = NumberQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "n"], name="number_once"),
            models.UniqueConstraint(
                fields=["series", "matter"], name="number_one_of_matter",
                condition=Q(state="used", matter__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text
