"""What a circulation is: a matter laid before one reader, and the reader's receipt (传阅, 抄送)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.organisation.models import Member
from andu.workflow.models.matter import Matter


class CirculationQuery(models.QuerySet["Circulation"]):
    """How circulations are found."""

    def visible_to(self, actor: Actor) -> "CirculationQuery":
        """Those of matters the actor takes part in."""
        return self.filter(matter__in=Matter.objects.visible_to(actor))

    def standing(self) -> "CirculationQuery":
        """Those not withdrawn."""
        return self.filter(withdrawn__isnull=True)

    def unread(self) -> "CirculationQuery":
        """Those that wait to be read."""
        return self.standing().filter(read__isnull=True)

    def read_by(self, actor: Actor) -> "CirculationQuery":
        """What the actor has read, the latest first: the list 已阅."""
        if actor.member_id is None:
            return self.none()
        mine = self.filter(member_id=actor.member_id, read__isnull=False)
        return mine.select_related("matter").order_by("-read", "-id")


class Circulation(models.Model):
    """One matter laid before one reader: by whom, at which moment, with which remark; when it was
    read (`read`, the receipt) and what the reader said; or when it was withdrawn unread.

    Names are those of the time. `after` is the reader who passed it on, if it was passed on.
    """

    class Moment(models.TextChoices):
        BY_HAND = "by_hand", _("传阅")
        SUBMITTED = "submitted", _("提交时抄送")
        PASSED = "passed", _("办理后抄送")
        ENDED = "ended", _("办结时抄送")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="circulations")
    sender = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    sender_name = models.CharField(max_length=120)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="circulations")
    member_name = models.CharField(max_length=80)
    member_unit = models.CharField(max_length=200, blank=True)
    moment = models.CharField(max_length=16, choices=Moment.choices)
    step = models.CharField(max_length=120, blank=True)
    remark = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    read = models.DateTimeField(null=True)
    said = models.CharField(max_length=500, blank=True)
    withdrawn = models.DateTimeField(null=True)
    after = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="onward", db_index=False
    )

    objects = CirculationQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "member"],
                name="circulation_one_unread",
                condition=Q(read__isnull=True, withdrawn__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["member", "-read", "-id"], name="circulation_read",
                condition=Q(read__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.matter} → {self.member_name}"

    @property
    def is_unread(self) -> bool:
        """Whether it waits to be read."""
        return self.read is None and self.withdrawn is None
