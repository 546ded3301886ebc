"""What is done online only, and when paper is let through all the same (WF-23)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from andu.approvals.models import Template
from andu.kit.actor import Actor
from andu.organisation.models import Member
from andu.upkeep.realm import realm_of


class FixingQuery(models.QuerySet["Fixing"]):
    """How fixings are found."""

    def visible_to(self, actor: Actor) -> "FixingQuery":
        """Those of the actor's organisation: everybody has to keep to them."""
        if actor.member_id is None:
            return self.none()
        return self.filter(template__organisation=actor.organisation_id or 0)

    def standing(self) -> "FixingQuery":
        """Those not lifted."""
        return self.filter(lifted_at=None)


class Fixing(models.Model):
    """线上固化: from a day on a flow goes online only, on a basis; paper needs an exception. Lifted
    with a reason, the row stays."""

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="fixings")
    since = models.DateField(_("固化日期"))
    basis = models.CharField(_("依据"), max_length=300)
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    fixer = models.CharField(max_length=80)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifter = models.CharField(max_length=80, blank=True)
    lifted_why = models.CharField(max_length=300, blank=True)

    objects = FixingQuery.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["template"], condition=Q(lifted_at=None), name="fixing_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.template)


class WaiverQuery(models.QuerySet["Waiver"]):
    """How exceptions are found."""

    def visible_to(self, actor: Actor) -> "WaiverQuery":
        """One's own, and those of flows one looks after."""
        if actor.member_id is None:
            return self.none()
        realm = realm_of(actor)
        held = realm.holds("template__unit__") if realm else Q(pk__in=())
        rows = self.filter(template__organisation=actor.organisation_id or 0)
        return rows.filter(Q(member_id=actor.member_id) | held)


class Waiver(models.Model):
    """线下例外: somebody asks to let one matter go around on paper although its flow is fixed
    online: which, why, and who allowed it or didn't."""

    class State(models.TextChoices):
        ASKED = "asked", _("待审")
        GRANTED = "granted", _("同意")
        DENIED = "denied", _("不同意")

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="waivers")
    title = models.CharField(_("纸质事项"), max_length=200)
    reason = models.CharField(_("理由"), max_length=500)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    applicant = models.CharField(max_length=80)
    applicant_unit = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    decider = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=300, blank=True)

    objects = WaiverQuery.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked", decided_at__isnull=True)
                | Q(~Q(state="asked"), decided_at__isnull=False),
                name="waiver_decided",
            ),
        ]

    def __str__(self) -> str:
        return self.title
