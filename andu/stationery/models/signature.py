"""What a signature is."""

from django.db import models
from django.db.models import Q

from andu.files.models import File
from andu.kit.actor import Actor
from andu.organisation.models import Member


class SignatureQuery(models.QuerySet["Signature"]):
    """How signatures are found."""

    def visible_to(self, actor: Actor) -> "SignatureQuery":
        """One's own, old ones too; those on a matter are shown by its room."""
        return self.filter(member_id=actor.member_id) if actor.member_id else self.none()

    def in_force(self) -> "SignatureQuery":
        """Those used now."""
        return self.filter(until=None)


class Signature(models.Model):
    """The picture of a person's signature from a moment until another; rows are never altered but
    by their end, so what was signed keeps its picture."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="signatures")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = SignatureQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(until=None), name="signature_one_in_force"
            ),
        ]
        indexes = [models.Index(fields=["member", "since"], name="signature_of")]

    def __str__(self) -> str:
        return f"{self.member} {self.since:%Y-%m-%d}"
