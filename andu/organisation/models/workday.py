"""What the working calendar keeps: days that differ, and the hours of a week."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from andu.organisation.models.organisation import Organisation
from andu.organisation.models.unit import Unit


class Workday(models.Model):
    """A day that differs from the week: a holiday, a make-up day 调休 that is worked, or one with
    hours of its own. `hours` (08:30-12:00 13:30-17:30) empty is as on an ordinary day; what a
    short day has, whoever's it is."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("放假")
        MAKE_UP = "make_up", _("调休上班")
        SHORT = "short", _("半天或另定时间")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="workdays"
    )
    day = models.DateField(_("日期"))
    kind = models.CharField(_("类型"), max_length=16, choices=Kind.choices)
    name = models.CharField(_("名称"), max_length=40)
    hours = models.CharField(_("上班时间"), max_length=80, blank=True, default="", db_default="")

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "day"], name="workday_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Hours(models.Model):
    """A stretch of work on one weekday (Monday is 0), for the organisation or for one unit.

    A unit without hours of its own has those of the nearest unit above that has some, else the
    organisation's, else the usual ones of the policy.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="hours")
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="hours"
    )
    weekday = models.PositiveSmallIntegerField()
    start = models.TimeField()
    end = models.TimeField()

    class Meta:
        ordering = ["weekday", "start"]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="hours_run_forward"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="hours_on_a_weekday"),
            models.UniqueConstraint(
                fields=["organisation", "unit", "weekday", "start"], name="hours_once"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.weekday} {self.start}–{self.end}"
