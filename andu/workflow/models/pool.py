"""抢办 with many candidates: the pool that holds a seat until one of its people takes it."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from andu.kit.actor import Actor
from andu.organisation.models import Member


class PoolQuery(models.QuerySet["Pool"]):
    """How pools are found."""

    def standing(self) -> "PoolQuery":
        """Those from which somebody may take the work, or may again when the matter is resumed."""
        return self.filter(closed__isnull=True)

    def visible_to(self, actor: Actor) -> "PoolQuery":
        """Those the actor is a candidate of, and those that were taken a short while ago."""
        return self.filter(Exists(mine(actor).filter(pool=OuterRef("pk"))))

    def offered_to(self, actor: Actor) -> "PoolQuery":
        """Those from which the actor may take the work now."""
        return self.visible_to(actor).standing().filter(matter__state="running")


class Pool(models.Model):
    """One seat that stands for many. `count` is how many candidates there are; `closed` is since
    when it was taken, or is not needed any more."""

    matter = models.ForeignKey("workflow.Matter", on_delete=models.PROTECT, related_name="pools")
    seat = models.OneToOneField("workflow.Seat", on_delete=models.PROTECT, related_name="pool")
    count = models.PositiveIntegerField(default=0)
    opened = models.DateTimeField()
    closed = models.DateTimeField(null=True)

    objects = PoolQuery.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["matter"], name="pool_standing", condition=Q(closed=None)),
            models.Index(fields=["closed"], name="pool_closed", condition=Q(closed__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"pool {self.pk}"


class PoolCandidate(models.Model):
    """One person who may take the work: as which appointment, on whose behalf. The rows of a pool
    that was taken are dropped after a day."""

    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="candidates")
    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="candidacies", db_index=False
    )
    appointment_id = models.BigIntegerField(null=True)
    on_behalf_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["member", "pool"], name="pool_candidate_of")]

    def __str__(self) -> str:
        return f"{self.member_id} of {self.pool_id}"


def mine(actor: Actor) -> "models.QuerySet[PoolCandidate]":
    """As what the actor is a candidate."""
    return PoolCandidate.objects.filter(member_id=actor.member_id or 0)
