"""Who follows a matter: a person who sees it and wants to hear of every step."""

from django.db import models
from django.db.models import Exists, OuterRef

from andu.kit.actor import Actor
from andu.organisation.models import Member
from andu.workflow.models.matter import Matter


class FollowQuery(models.QuerySet["Follow"]):
    """How follows are found."""

    def visible_to(self, actor: Actor) -> "FollowQuery":
        """One's own, of matters one may still see: the list of followed matters, ordered by
        ("-at", "-id")."""
        if actor.member_id is None:
            return self.none()
        seen = Matter.objects.visible_to(actor).filter(pk=OuterRef("matter"))
        return self.filter(Exists(seen), member_id=actor.member_id)


class Follow(models.Model):
    """One person follows one matter (关注) since a moment."""

    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, related_name="follows", db_index=False
    )
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    objects = FollowQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "member"], name="follow_once"),
        ]
        indexes = [models.Index(fields=["member", "-at", "-id"], name="follow_list")]

    def __str__(self) -> str:
        return f"{self.member_id} → {self.matter_id}"
