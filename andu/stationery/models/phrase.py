"""What a phrase is."""

from django.db import models
from django.db.models import Q

from andu.kit.actor import Actor
from andu.organisation.models import Member, Organisation

LONGEST = 500


class PhraseQuery(models.QuerySet["Phrase"]):
    """How phrases are found."""

    def visible_to(self, actor: Actor) -> "PhraseQuery":
        """One's own and the organisation's."""
        if actor.member_id is None or actor.organisation_id is None:
            return self.none()
        mine = Q(member_id=actor.member_id) | Q(member=None)
        return self.filter(mine, organisation_id=actor.organisation_id)

    def own(self, actor: Actor) -> "PhraseQuery":
        """One's own, in order."""
        return self.visible_to(actor).exclude(member=None).order_by("order", "id")

    def common(self, actor: Actor) -> "PhraseQuery":
        """The organisation's, in order."""
        return self.visible_to(actor).filter(member=None).order_by("order", "id")


class Phrase(models.Model):
    """Ready words for an opinion: one person's, or the whole organisation's (no member)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=LONGEST)
    order = models.PositiveIntegerField()

    objects = PhraseQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "text"], condition=Q(member__isnull=False), name="phrase_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "text"], condition=Q(member=None),
                name="phrase_of_all_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text

    @property
    def is_common(self) -> bool:
        """Whether it is the organisation's."""
        return self.member_id is None
