"""What a place has decided about its appearance, and the pictures it shows."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit.actor import Actor
from andu.organisation.models import Organisation, Unit

SITE = "site"


class Picture(models.Model):
    """A picture drawn anew by us, named by its content; shown to anybody, also before login."""

    class Kind(models.TextChoices):
        PNG = "png", "PNG"
        JPEG = "jpeg", "JPEG"

    digest = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.digest


class StyleQuery(models.QuerySet["Style"]):
    """How styles are found."""

    def visible_to(self, actor: Actor) -> "StyleQuery":
        """All for an administrator; those of the own organisation for its people."""
        if actor.organisation_id is not None:
            return self.filter(organisation_id=actor.organisation_id)
        return self if actor.account_id else self.none()


class Style(models.Model):
    """What is decided for one place: the site, an organisation, a unit. Empty: as the place above.

    `place` names it in one word (site, o3, u17) and keeps it to one row.
    """

    class Personal(models.TextChoices):
        ABOVE = "", gettext_lazy("与上级相同")
        YES = "yes", gettext_lazy("允许")
        NO = "no", gettext_lazy("不允许")

    place = models.CharField(max_length=24, unique=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT)
    name = models.CharField(max_length=20, blank=True)
    greeting = models.CharField(max_length=40, blank=True)
    colour = models.CharField(max_length=7, blank=True)
    personal = models.CharField(max_length=4, choices=Personal.choices, blank=True)
    logo = models.ForeignKey(Picture, null=True, on_delete=models.PROTECT, related_name="+")
    favicon = models.ForeignKey(Picture, null=True, on_delete=models.PROTECT, related_name="+")
    scene = models.ForeignKey(Picture, null=True, on_delete=models.PROTECT, related_name="+")

    objects = StyleQuery.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(unit=None) | models.Q(organisation__isnull=False),
                name="style_unit_in_organisation",
            ),
        ]

    def __str__(self) -> str:
        whose = self.unit or self.organisation
        return str(whose) if whose else _("整个系统")
