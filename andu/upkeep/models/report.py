"""What people report about flows, and what is said to it, until it is closed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from andu.approvals.models import Template
from andu.kit.actor import Actor
from andu.organisation.models import Member, Organisation, Unit
from andu.upkeep.realm import realm_of
from andu.workflow.models import Matter


class ReportQuery(models.QuerySet["Report"]):
    """How reports are found."""

    def visible_to(self, actor: Actor) -> "ReportQuery":
        """One's own, and those about flows one looks after."""
        if actor.member_id is None:
            return self.none()
        mine = Q(reporter_id=actor.member_id)
        return self.filter(mine | Q(pk__in=self.model.objects.handled_by(actor).values("pk")))

    def handled_by(self, actor: Actor) -> "ReportQuery":
        """Those about flows one looks after."""
        realm = realm_of(actor)
        if not realm:
            return self.none()
        return self.filter(realm.holds(), organisation=realm.organisation_id)

    def open(self) -> "ReportQuery":
        """Those not closed."""
        return self.exclude(state=Report.State.CLOSED)


class Report(models.Model):
    """A problem of a flow or of one matter, handled by the owning department like a ticket (WF-29):
    received, answered, closed. `unit` is that department as of then; without one the flow isn't
    known, and whoever administers flows everywhere handles it.

    FEEDBACK comes from those who watch over what runs (WF-25); OFFLINE says that paper went around
    although the flow is done online only (WF-23).
    """

    class Kind(models.TextChoices):
        ROUTE = "route", _("走向不对")
        PERSON = "person", _("缺办理人或找错人")
        DEADLOCK = "deadlock", _("卡住走不动")
        OFFLINE = "offline", _("应当线上办却走了线下")
        FEEDBACK = "feedback", _("运行监控反馈")
        OTHER = "other", _("其他问题")

    class State(models.TextChoices):
        RECEIVED = "received", _("待处理")
        ANSWERED = "answered", _("已答复")
        CLOSED = "closed", _("已关闭")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    template = models.ForeignKey(
        Template, null=True, on_delete=models.PROTECT, related_name="reports"
    )
    matter = models.ForeignKey(
        Matter, null=True, on_delete=models.PROTECT, related_name="flow_reports"
    )
    kind = models.CharField(_("问题"), max_length=12, choices=Kind.choices)
    words = models.CharField(_("情况"), max_length=1000)
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED)
    reporter = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    reporter_name = models.CharField(max_length=80)
    reporter_unit = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = ReportQuery.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "state", "-id"], name="flow_report_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False)
                | Q(~Q(state="closed"), closed_at__isnull=True),
                name="flow_report_closed",
            ),
        ]

    def __str__(self) -> str:
        about = self.template.name if self.template else str(_("流程"))
        return f"{about}：{self.get_kind_display()}"

    @property
    def is_open(self) -> bool:
        """Whether something can still be said to it."""
        return self.state != self.State.CLOSED


class Reply(models.Model):
    """Something said to a report: by those who handle it, or by who reported it."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="replies")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    words = models.CharField(max_length=1000)
    closes = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.words
