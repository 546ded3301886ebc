"""Which matters belong together in somebody's eyes (关联事项)."""

from django.db import models
from django.db.models import F, Q

from andu.organisation.models import Member
from andu.workflow.models.matter import Matter


class RelationQuery(models.QuerySet["Relation"]):
    """How relations are found."""

    def of(self, matter_id: int) -> "RelationQuery":
        """Those of one matter, whichever end it is."""
        return self.filter(Q(lower_id=matter_id) | Q(upper_id=matter_id))


class Relation(models.Model):
    """Two matters linked, by whom and when; `lower` has the smaller id, so that a pair has one row.

    A reader is shown the other matter only when they may see it themselves.
    """

    lower = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+", db_index=False)
    upper = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    member_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    objects = RelationQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lower", "upper"], name="relation_once"),
            models.CheckConstraint(condition=Q(lower__lt=F("upper")), name="relation_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.lower_id} – {self.upper_id}"
