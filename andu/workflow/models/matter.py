"""What a matter is: the root row every room sees."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from andu.kit.actor import EVERYWHERE, Actor
from andu.organisation.models import Member, Organisation, Unit
from andu.organisation.overseeing import places_within, units_overseen
from andu.workflow.models.pool import mine
from andu.workflow.rights import ADMINISTER


class MatterQuery(models.QuerySet["Matter"]):
    """How matters are found."""

    def visible_to(self, actor: Actor) -> "MatterQuery":
        """The matters the actor takes or took part in, as anything at all, those whose work they
        may take from a pool, and those the actor administers."""
        if actor.member_id is None:
            return self.none()
        part = Participant.objects.filter(matter=OuterRef("pk"), member_id=actor.member_id)
        offer = mine(actor).filter(pool__matter=OuterRef("pk"), pool__closed=None)
        return self.filter(Exists(part) | Exists(offer) | _administered(actor))

    def tracked_by(self, actor: Actor) -> "MatterQuery":
        """The matters whose way the actor may follow, the visible ones and those that a person in
        a unit they oversee began, handles or handled (WF-03): the way, not what is in them."""
        units = units_overseen(actor.member_id)
        if not units:
            return self.visible_to(actor)
        theirs = Participant.objects.filter(
            matter=OuterRef("pk"), capacity__in=Participant.AT_WORK,
            member__in=places_within(units).values("member"),
        )  # fmt: skip
        below = Q(Exists(theirs), organisation=actor.organisation_id)
        return self.filter(Q(pk__in=self.visible_to(actor).values("pk")) | below)

    def administered_by(self, actor: Actor) -> "MatterQuery":
        """The matters of units for which the actor has the right to administer flows."""
        if actor.member_id is None:
            return self.none()
        return self.filter(_administered(actor))


def _administered(actor: Actor) -> Q:
    found = Q(pk__in=())
    for scope in actor.scopes(ADMINISTER.code):
        found |= Q(organisation=actor.organisation_id, unit__path__startswith=scope)
        if scope == EVERYWHERE:
            found |= Q(organisation=actor.organisation_id)
    return found


class Matter(models.Model):
    """A matter 事项: title, number, urgency and owner of whatever runs through a flow.

    The subject (a request, a document) points up to it; `kind` says which room owns the subject.
    `is_text`: a text document 文字类公文, which may take a day longer (POL-27). `is_instructed`:
    `due` was set by instruction, and no turn is given longer (WF-17).
    """

    class State(models.TextChoices):
        RUNNING = "running", _("办理中")
        FINISHED = "finished", _("已办结")
        REFUSED = "refused", _("未通过")
        WITHDRAWN = "withdrawn", _("已撤回")
        TERMINATED = "terminated", _("已终止")
        SUSPENDED = "suspended", _("已挂起")
        VOIDED = "voided", _("已作废")

    class Urgency(models.IntegerChoices):
        NORMAL = 0, _("普通")
        EXTRA = 1, _("特急")
        URGENT = 2, _("加急")
        SOON = 3, _("平急")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="matters")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="matters")
    kind = models.CharField(max_length=40)
    title = models.CharField(_("标题"), max_length=200)
    serial = models.CharField(_("编号"), max_length=80, blank=True)
    label = models.CharField(_("类别"), max_length=120, blank=True)
    urgency = models.PositiveSmallIntegerField(choices=Urgency.choices, default=Urgency.NORMAL)
    state = models.CharField(max_length=16, choices=State.choices, default=State.RUNNING)
    initiator = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="initiated")
    initiator_name = models.CharField(max_length=80)
    initiator_unit = models.CharField(max_length=200, blank=True)
    due = models.DateTimeField(null=True)
    is_text = models.BooleanField(default=False)
    is_instructed = models.BooleanField(default=False, db_default=False)
    started = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    filed = models.DateTimeField(null=True)

    # The seats where it stands, in order, as the act that has just been done leaves them.
    holders: Sequence[Any] | None = None

    objects = MatterQuery.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "state", "-id"], name="matter_by_state"),
            models.Index(fields=["organisation", "serial"], name="matter_by_serial"),
            models.Index(fields=["due"], name="matter_running_due", condition=Q(state="running")),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The one address of the matter."""
        return f"/w/{self.pk}"

    def get_track_url(self) -> str:
        """Where the way of the matter is followed by who may not open it."""
        return f"{self.get_absolute_url()}/track"

    @property
    def is_running(self) -> bool:
        """Whether somebody has to act now."""
        return self.state == self.State.RUNNING

    @property
    def is_open(self) -> bool:
        """Whether it is not over: it runs, or waits to be resumed."""
        return self.state in (self.State.RUNNING, self.State.SUSPENDED)


class Participant(models.Model):
    """Who has to do with a matter, and as what: the one indexed answer for 已办, 我发起的,
    `visible_to` and search."""

    class Capacity(models.TextChoices):
        INITIATOR = "initiator", _("发起人")
        HANDLER = "handler", _("办理人")
        HANDLED = "handled", _("已办")
        READER = "reader", _("传阅")
        ABSENT = "absent", _("委托他人办理")
        CONSULTED = "consulted", _("沟通")
        SUPERIOR = "superior", _("超时上报")

    AT_WORK = (Capacity.INITIATOR, Capacity.HANDLER, Capacity.HANDLED)

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="participants")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="participations")
    capacity = models.CharField(max_length=16, choices=Capacity.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "matter", "capacity"], name="participant_once"
            ),
        ]
        indexes = [
            models.Index(fields=["member", "capacity", "-at", "-id"], name="participant_lists"),
            models.Index(fields=["matter"], name="participant_of"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.capacity}"
