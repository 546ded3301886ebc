"""What came of a schedule: each occurrence once, and each person once for it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from andu.approvals.models import Draft
from andu.kit.actor import Actor
from andu.organisation.models import Member
from andu.recurring.models.schedule import Schedule
from andu.workflow.models import Matter


class OccasionQuery(models.QuerySet["Occasion"]):
    """How occasions are found."""

    def visible_to(self, actor: Actor) -> "OccasionQuery":
        """Those of the schedules the actor may see."""
        return self.filter(schedule__in=Schedule.objects.visible_to(actor))


class Occasion(models.Model):
    """One occurrence the clock came to, on `day` for the `nominal` day: neither comes again, also
    when the calendar or the clock is changed. `why` says what kept it from being done."""

    class State(models.TextChoices):
        HELD = "held", _("已发起")
        NOBODY = "nobody", _("没有人可发起")
        REFUSED = "refused", _("不能发起")
        MISSED = "missed", _("已错过")

    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="occasions")
    nominal = models.DateField()
    day = models.DateField()
    planned = models.DateTimeField()
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices)
    why = models.CharField(max_length=300, blank=True)

    objects = OccasionQuery.as_manager()

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "nominal"], name="occasion_nominal_once"),
            models.UniqueConstraint(fields=["schedule", "day"], name="occasion_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.schedule} {self.day}"


class StartQuery(models.QuerySet["Start"]):
    """How starts are found."""

    def visible_to(self, actor: Actor) -> "StartQuery":
        """A person's own."""
        return self.filter(member=actor.member_id or 0)

    def unfilled(self) -> "StartQuery":
        """What was laid before somebody and is neither submitted nor deleted."""
        return self.filter(state=Start.State.DRAFTED, draft__isnull=False)


class Start(models.Model):
    """What became of one person's request on an occasion: asked for, then submitted, laid down as a
    draft, or refused, with the reason. `tries` counts faults of ours; `reminded`: when the person
    was told again that a draft lies there."""

    class State(models.TextChoices):
        ASKED = "asked", _("等待发起")
        SUBMITTED = "submitted", _("已提交")
        DRAFTED = "drafted", _("已存草稿，待本人填写")
        REFUSED = "refused", _("没有发起")

    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, related_name="starts")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    appointment = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    why = models.CharField(max_length=300, blank=True)
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="+")
    draft = models.ForeignKey(Draft, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    reminded = models.DateTimeField(null=True)

    objects = StartQuery.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["occasion", "member"], name="start_once_each"),
            models.CheckConstraint(
                condition=~Q(state="submitted") | Q(matter__isnull=False), name="start_has_matter"
            ),
        ]
        indexes = [
            models.Index(fields=["at"], condition=Q(state="asked"), name="start_asked"),
            models.Index(
                fields=["member", "at"],
                name="start_unfilled",
                condition=Q(state="drafted", draft__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occasion} {self.member}"

    def get_absolute_url(self) -> str:
        """Where the person fills in what was laid before them."""
        address = reverse("approvals:begin", args=[self.occasion.schedule.template.key])
        return f"{address}?draft={self.draft_id}" if self.draft_id else address

    @property
    def title(self) -> str:
        """What it is called, as the person left it."""
        return (self.draft.title if self.draft else "") or self.occasion.schedule.name
