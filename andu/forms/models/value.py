"""The typed values of listed fields: what lists, filters and statistics look at."""

from django.db import models
from django.db.models import Q

from andu.forms.models.record import Record
from andu.organisation.models import Member, Unit

LONGEST = 300


class Value(models.Model):
    """The current value of one listed field of one record, in the column of its type.

    `text` is what people read, for every type; the other columns are for comparing: `number`,
    `money` in 分, `date`, `member`, `unit`. A blank field has no row.
    """

    record = models.ForeignKey(
        Record, on_delete=models.CASCADE, related_name="values", db_index=False
    )  # a copy of what the record's versions hold
    key = models.CharField(max_length=40)
    text = models.CharField(max_length=LONGEST)
    number = models.DecimalField(null=True, max_digits=24, decimal_places=6)
    money = models.BigIntegerField(null=True)
    date = models.DateField(null=True)
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "key"], name="value_once"),
        ]
        indexes = [
            models.Index(fields=["key", "text"], name="value_text"),
            models.Index(fields=["key", "number"], condition=Q(number__isnull=False),
                         name="value_number"),
            models.Index(fields=["key", "money"], condition=Q(money__isnull=False),
                         name="value_money"),
            models.Index(fields=["key", "date"], condition=Q(date__isnull=False),
                         name="value_date"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.key}={self.text}"
