"""What a series of document numbers is (字号系列): one code word, counted for itself (OD-05)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from andu.documents.models.issuer import Issuer
from andu.kit.actor import Actor


class SeriesQuery(models.QuerySet["Series"]):
    """How series are found."""

    def visible_to(self, actor: Actor) -> "SeriesQuery":
        """Those whose numbers the actor registers or sets up."""
        return self.filter(issuer__in=Issuer.objects.kept_by(actor))

    def open(self) -> "SeriesQuery":
        """Those new numbers come from."""
        return self.filter(closed=False, issuer__closed=False)


class Series(models.Model):
    """A series: 代字〔年〕n号, or (`is_order`) 第n号, which goes on over the years (LAW-GW-05,
    LAW-FM-11, LAW-FM-32). `first` is where counting begins when an office comes from paper in the
    middle of a year, and holds for `first_year` only.
    """

    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="series")
    word = models.CharField(_("机关代字"), max_length=30)
    purpose = models.CharField(_("用途"), max_length=80, blank=True)
    is_order = models.BooleanField(_("命令（令）：不分年度"), default=False)
    first = models.PositiveIntegerField(_("起始号"), default=1)
    first_year = models.PositiveSmallIntegerField(default=0)
    closed = models.BooleanField(default=False)

    objects = SeriesQuery.as_manager()

    class Meta:
        ordering = ["issuer__order", "issuer_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "word"], name="series_word_once"),
            models.CheckConstraint(condition=models.Q(first__gte=1), name="series_first"),
        ]

    def __str__(self) -> str:
        return self.word

    def written(self, year: int, n: int) -> str:
        """How the n-th number of a year is written: without 第, without leading zeros, the year in
        full within 〔 〕; of an order 第n号."""
        return _("第{n}号").format(n=n) if self.is_order else f"{self.word}〔{year}〕{n}号"  # noqa: chinese

    def counting(self, year: int) -> int:
        """The year numbers are counted in: none (0) for orders."""
        return 0 if self.is_order else year

    def first_of(self, year: int) -> int:
        """The first number of a year."""
        return self.first if self.first_year == year or self.is_order else 1
