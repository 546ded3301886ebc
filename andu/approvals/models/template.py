"""What a template is: form, flow and access joined, in versions that never change."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from andu.approvals.rights import MANAGE
from andu.forms.access import ACCESS_LABELS, Access
from andu.forms.models import Form, FormVersion
from andu.kit.actor import EVERYWHERE, Actor
from andu.organisation.meant import lines_naming
from andu.organisation.models import Audience, AudienceLine, Member, Organisation, Unit
from andu.workflow.models import Flow, FlowVersion

PATTERN = "{year}-{n:05}"


class TemplateQuery(models.QuerySet["Template"]):
    """How templates are found."""

    def visible_to(self, actor: Actor) -> "TemplateQuery":
        """The templates of the actor's organisation."""
        if actor.organisation_id is None:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)

    def manageable_by(self, actor: Actor) -> "TemplateQuery":
        """The templates owned by units within the actor's right to manage them."""
        scopes = actor.scopes(MANAGE.code)
        within = [Q(unit__path__startswith=scope) for scope in scopes if scope]
        found = self.visible_to(actor)
        if not scopes:
            return found.none()
        return found if EVERYWHERE in scopes else found.filter(reduce(or_, within))

    def startable_by(self, actor: Actor) -> "TemplateQuery":
        """The open, published templates whose audience means the actor."""
        if actor.member_id is None:
            return self.none()
        naming = lines_naming(actor.member_id)
        lines = AudienceLine.objects.filter(naming, audience=OuterRef("audience"))
        meant = Exists(lines.filter(left_out=False)) & ~Exists(lines.filter(left_out=True))
        found = self.visible_to(actor).filter(Q(audience=None) | meant)
        return found.filter(state=Template.State.OPEN, newest__gt=0)


class Template(models.Model):
    """A kind of request: 请假申请. What it asks and how it runs is in its versions.

    `unit` is the owning department (归口). `numbering` is a pattern of `kit.series`; `audience`
    says who may start, nothing there means everybody. `form` and `flow` hold the drawings.
    """

    class State(models.TextChoices):
        OPEN = "open", _("启用")
        CLOSED = "closed", _("停用")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(_("代码"), max_length=40)
    name = models.CharField(_("名称"), max_length=80)
    category = models.CharField(_("分类"), max_length=40, blank=True)
    description = models.CharField(_("说明"), max_length=300, blank=True)
    icon = models.CharField(_("图标"), max_length=40, blank=True)
    numbering = models.CharField(_("编号规则"), max_length=60, default=PATTERN)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    audience = models.ForeignKey(Audience, null=True, on_delete=models.PROTECT, related_name="+")
    order = models.IntegerField(default=0)
    form = models.OneToOneField(Form, on_delete=models.PROTECT, related_name="+")
    flow = models.OneToOneField(Flow, on_delete=models.PROTECT, related_name="+")
    newest = models.PositiveIntegerField(default=0)
    created = models.DateTimeField(auto_now_add=True)

    objects = TemplateQuery.as_manager()

    class Meta:
        ordering = ["order", "key"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="template_key_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether requests may be started."""
        return self.state == self.State.OPEN

    @property
    def current(self) -> "TemplateVersion | None":
        """The version new requests begin with; None before the first is published."""
        found = self.versions.select_related("template", "form_version", "flow_version")
        return found.filter(number=self.newest).first()


class TemplateVersion(models.Model):
    """One published version: pins form, flow, access and print layout. Running requests keep
    theirs (WF-07)."""

    class Layout(models.TextChoices):
        SHEET = "sheet", _("流程单")
        MEMO = "memo", _("签呈")

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("版本"))
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    flow_version = models.ForeignKey(FlowVersion, on_delete=models.PROTECT, related_name="+")
    layout = models.CharField(max_length=16, choices=Layout.choices, default=Layout.SHEET)
    published = models.DateTimeField()
    published_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    publisher = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="template_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.template} v{self.number}"


class StepAccess(models.Model):
    """What the handler of one step may do with one field. Without a row a field can be read; at
    the initiator's own step it can be written."""

    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="access")
    step = models.CharField(max_length=64)
    field = models.CharField(max_length=40)
    access = models.CharField(
        max_length=8, choices=[(word.value, label) for word, label in ACCESS_LABELS.items()],
        default=Access.READ.value,
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "step", "field"], name="step_access_once"),
        ]

    def __str__(self) -> str:
        return f"{self.step}.{self.field}: {self.access}"
