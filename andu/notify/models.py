"""What a notice is, how it goes out, and what a person wants to hear where."""

import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.organisation.models import Member, Organisation

# `read_at` is never null, so that one index lists the unread first; this means "not yet".
UNREAD = datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)


class NoticeQuery(models.QuerySet["Notice"]):
    """How notices are found."""

    def visible_to(self, actor: Actor) -> "NoticeQuery":
        """One's own notices."""
        return self.filter(member_id=actor.member_id) if actor.member_id else self.none()

    def unread(self) -> "NoticeQuery":
        """Those not yet read."""
        return self.filter(read_at=UNREAD)

    def unread_since_before(self, moment: datetime.datetime) -> "NoticeQuery":
        """Those nobody has read though they came before a moment."""
        return self.unread().filter(created__lt=moment)

    def read_before(self, moment: datetime.datetime) -> "NoticeQuery":
        """Those read before a moment."""
        return self.filter(read_at__lt=moment)


class Notice(models.Model):
    """One thing one person is told. `kind` says what about (room.word), `source` who tells, in
    words; `dedupe` keeps the same thing from being told twice; urgency as in todo."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, db_index=False)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    text = models.CharField(max_length=500, db_default="")
    link = models.CharField(max_length=200, db_default="")
    source = models.CharField(max_length=80, db_default="")
    urgency = models.PositiveSmallIntegerField(db_default=0)
    dedupe = models.CharField(max_length=100, db_default="")
    created = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(db_default=UNREAD)

    # Set by `doors.marked`: the person may no longer open what this leads to.
    is_withheld = False

    objects = NoticeQuery.as_manager()

    class Meta:
        indexes = [models.Index(fields=["member", "-read_at", "-id"], name="notice_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "dedupe"], condition=~Q(dedupe=""), name="notice_told_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_unread(self) -> bool:
        """Whether the person has not read it."""
        return self.read_at == UNREAD


class DeliveryQuery(models.QuerySet["Delivery"]):
    """How deliveries are found."""

    def due(self, now: datetime.datetime) -> "DeliveryQuery":
        """Those whose turn has come, the oldest first."""
        waiting = self.filter(state=Delivery.State.WAITING, next_at__lte=now)
        return waiting.order_by("next_at", "id")


class Delivery(models.Model):
    """A notice on its way through one channel: the outbox."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等待发送")
        SENT = "sent", _("已发送")
        SPARED = "spared", _("已读，不再发送")
        WITHHELD = "withheld", _("已无权查看，不再发送")
        FAILED = "failed", _("发送失败")

    # It is the notice's own: both are cleared away together.
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=32)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    error = models.CharField(max_length=300, blank=True)

    objects = DeliveryQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once"),
        ]
        indexes = [
            models.Index(
                fields=["next_at", "id"], condition=Q(state="waiting"), name="delivery_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """What a channel gives its gateway, so that a second attempt is no second message."""
        return f"{self.notice_id}:{self.channel}"


class Preference(models.Model):
    """Whether a person wants a kind of notice through a channel; none: the channel's default."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=32)
    wanted = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "kind", "channel"], name="preference_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel}"


class Rhythm(models.Model):
    """When a person wants to be told beyond the bell; what is empty follows the organisation."""

    class Digest(models.TextChoices):
        AT_ONCE = "at_once", _("随时发送")
        HOURLY = "hourly", _("每小时汇总一次")
        DAILY = "daily", _("每天汇总一次")
        SLOTS = "slots", _("按每日时段汇总")
        WORKING = "working", _("只在工作时间发送")

    class Quiet(models.TextChoices):
        NONE = "none", _("不设免打扰")
        OWN = "own", _("按下面的时间")

    member = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=8, choices=Digest.choices, blank=True)
    daily_at = models.TimeField(null=True, blank=True)
    quiet = models.CharField(max_length=8, choices=Quiet.choices, blank=True)
    quiet_since = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.member)
