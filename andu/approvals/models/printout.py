"""What a printout is: who took which state of a request to paper, and the code that proves it."""

from django.db import models

from andu.approvals.models.request import Request
from andu.kit.actor import Actor
from andu.organisation.models import Member


class PrintoutQuery(models.QuerySet["Printout"]):
    """How printouts are found."""

    def visible_to(self, actor: Actor) -> "PrintoutQuery":
        """Those of requests the actor may see. Who holds the paper asks by its code instead."""
        return self.filter(request__in=Request.objects.visible_to(actor))


class Printout(models.Model):
    """One state of a request on paper: the end of its history and the hash of its record then.

    The same person printing the same state again gets the same code. `printer` is in words.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="printouts")
    code = models.CharField(max_length=16, unique=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    printer = models.CharField(max_length=80)
    at = models.DateTimeField()
    sequence = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    content = models.CharField(max_length=64)
    state = models.CharField(max_length=16)

    objects = PrintoutQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "member", "sequence", "content"], name="printout_once"
            ),
        ]

    def __str__(self) -> str:
        return self.spoken

    @property
    def spoken(self) -> str:
        """The code as it stands on paper: 4 by 4."""
        return "-".join(self.code[at : at + 4] for at in range(0, len(self.code), 4))
