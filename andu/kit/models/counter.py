"""The last number given out in a series."""

from django.db import models


class Counter(models.Model):
    """One series in one year (0 when it doesn't begin anew): who draws from it next gets
    `value + 1`. Written by `kit.series` alone."""

    scope = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField(default=0)
    value = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "year"], name="counter_once")]

    def __str__(self) -> str:
        return f"{self.scope} {self.year}: {self.value}"
