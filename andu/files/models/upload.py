"""A file that is still arriving, piece by piece, over a connection that may break."""

from django.db import models
from django.db.models import F, Q

from andu.files.models.file import File
from andu.kit.actor import Actor
from andu.organisation.models import Member, Organisation


class UploadQuery(models.QuerySet["Upload"]):
    """How uploads are found."""

    def visible_to(self, actor: Actor) -> "UploadQuery":
        """The person's own; nobody else's upload can even be asked about."""
        if actor.account_id is None:
            return self.none()
        own = self.filter(account_id=actor.account_id)
        return own.filter(member=actor.member_id) if actor.member_id else own.filter(member=None)

    def unfinished(self) -> "UploadQuery":
        """Those that are no file yet."""
        return self.filter(file=None)


class Upload(models.Model):
    """What was announced (`name`, `size` in bytes) and how much of it is safely here.

    `token` names it in addresses and on the disk. `likeness` is the browser's mark of the file, so
    that the same file chosen again goes on where it stopped. `file` is what it became.
    """

    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    member = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    account_id = models.BigIntegerField()
    token = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    likeness = models.CharField(max_length=120, blank=True)
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField(db_index=True)
    # The note of an arrival goes with its file: it only answers a finish that is asked for twice.
    file = models.ForeignKey(File, null=True, on_delete=models.CASCADE, related_name="+")

    objects = UploadQuery.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(received__gte=0, received__lte=F("size")), name="upload_within_size"
            ),
        ]
        indexes = [models.Index(fields=["account_id", "likeness"], name="upload_of_person")]

    def __str__(self) -> str:
        return self.name
