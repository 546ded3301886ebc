"""Values that may stand only once: the database refuses the second."""

from django.db import models

from andu.forms.models.record import Record


class UniqueValue(models.Model):
    """What a record holds in a field whose value may stand only once, as a digest within a scope:
    "form:12:contract" or "organisation:3:contract"."""

    record = models.ForeignKey(
        Record, on_delete=models.CASCADE, related_name="unique_values"
    )  # a copy of what the record's versions hold
    scope = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "digest"], name="unique_value_once"),
        ]

    def __str__(self) -> str:
        return self.scope
