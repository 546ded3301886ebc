"""What stands behind a flow in writing: the owning department's rule, and why a version came."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from andu.approvals.models import Template, TemplateVersion
from andu.files.models import File
from andu.kit.actor import Actor
from andu.organisation.models import Member
from andu.upkeep.realm import realm_of
from andu.workflow.models import Matter


class WrittenRuleQuery(models.QuerySet["WrittenRule"]):
    """How written rules are found."""

    def visible_to(self, actor: Actor) -> "WrittenRuleQuery":
        """Those of templates of the actor's organisation: what binds people is no secret."""
        if actor.member_id is None:
            return self.none()
        return self.filter(template__organisation=actor.organisation_id or 0)


class WrittenRule(models.Model):
    """The owning department's regulation a flow follows (WF-28). A new one is a new row: the old
    ones say what held before. It is linked, attached as a file, or named alone."""

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="written_rules")
    number = models.PositiveIntegerField()
    name = models.CharField(_("制度名称"), max_length=120)
    document_number = models.CharField(_("文号"), max_length=60, blank=True)
    link = models.CharField(_("链接"), max_length=400, blank=True)
    file = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(_("说明"), max_length=300, blank=True)
    valid_from = models.DateField(_("施行日期"))
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    writer = models.CharField(max_length=80)
    at = models.DateTimeField()

    objects = WrittenRuleQuery.as_manager()

    class Meta:
        ordering = ["-valid_from", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="written_rule_once"),
            models.CheckConstraint(condition=Q(name__gt=""), name="written_rule_named"),
        ]

    def __str__(self) -> str:
        return self.cited

    @property
    def cited(self) -> str:
        """As people cite it: 《印章管理办法》（云更发〔2026〕12 号）."""
        name = self.name.strip("《》")  # noqa: chinese
        cited = f"《{name}》"  # noqa: chinese
        return f"{cited}（{self.document_number}）" if self.document_number else cited


class BasisQuery(models.QuerySet["Basis"]):
    """How the bases of versions are found."""

    def visible_to(self, actor: Actor) -> "BasisQuery":
        """Those of flows the actor looks after."""
        realm = realm_of(actor)
        mine = self.filter(version__template__organisation_id=realm.organisation_id)
        return mine.filter(realm.holds("version__template__unit__"))


class Basis(models.Model):
    """What a version of a template came from (WF-07): in words, and the approved request if it was
    one. Said again, the newest holds and the others stay."""

    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="bases")
    words = models.CharField(_("依据"), max_length=300)
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    writer = models.CharField(max_length=80)
    at = models.DateTimeField()

    objects = BasisQuery.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.words
