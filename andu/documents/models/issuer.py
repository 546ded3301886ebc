"""In whose name documents are issued (发文名义): the same office may issue in several (OD-04)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from andu.documents.rights import MANAGE, REGISTER
from andu.kit.actor import Actor
from andu.organisation.models import Organisation, Unit


class IssuerQuery(models.QuerySet["Issuer"]):
    """How issuers are found."""

    def visible_to(self, actor: Actor) -> "IssuerQuery":
        """Those of the actor's organisation: they stand on every document."""
        return self.filter(organisation_id=actor.organisation_id or 0)

    def kept_by(self, actor: Actor) -> "IssuerQuery":
        """Those whose numbers the actor registers, or whose settings are theirs."""
        scopes = {*actor.scopes(MANAGE.code), *actor.scopes(REGISTER.code)}
        return self.visible_to(actor).filter(unit__in=Unit.objects.within(scopes))

    def managed_by(self, actor: Actor) -> "IssuerQuery":
        """Those the actor sets up."""
        units = Unit.objects.within(actor.scopes(MANAGE.code))
        return self.visible_to(actor).filter(unit__in=units)


class Issuer(models.Model):
    """A name documents go out in: 云澜市人民政府, 云澜市人民政府办公室 (OD-04, LAW-GW-02).

    `name` is the full or standard short name of the red head, `signature` what stands under the
    text (署名), `printer` who prints it (印发机关); `unit` looks after it. `level` orders bodies
    and says whether they are of one rank (LAW-GW-12): smaller is higher.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("发文机关标志"), max_length=80)
    signature = models.CharField(_("署名"), max_length=80)
    printer = models.CharField(_("印发机关"), max_length=80)
    level = models.PositiveSmallIntegerField(_("级别"), default=1)
    closed = models.BooleanField(default=False)
    order = models.IntegerField(default=0)

    objects = IssuerQuery.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="issuer_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
