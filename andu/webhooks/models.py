"""Who is sent what, and every single sending."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.organisation.models import Organisation
from andu.organisation.queries import administered
from andu.webhooks.rights import KEEP


class HookQuery(models.QuerySet["Hook"]):
    """How hooks are found."""

    def visible_to(self, actor: Actor) -> "HookQuery":
        """Those of the organisations this person looks after."""
        if not actor.scopes(KEEP.code):
            return self.none()
        return self.filter(organisation__in=administered(actor))


class Hook(models.Model):
    """An address that hears of an organisation's matters. Its secret is not kept: it is worked out
    from the installation's key and `nonce` (`signing.secret_of`)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("用途"), max_length=60)
    url = models.CharField(_("地址"), max_length=500)
    kinds = models.CharField(_("推送什么"), max_length=300)
    nonce = models.CharField(max_length=32)
    asked = models.CharField(max_length=90, blank=True, default="")  # whose form the secret is for
    asked_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(_("建立时间"), default=timezone.now)
    made_by = models.CharField(_("建立人"), max_length=80)
    stopped_at = models.DateTimeField(_("停用时间"), null=True)

    objects = HookQuery.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "asked"], condition=~models.Q(asked=""),
                name="one_hook_of_a_form",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class SendingQuery(models.QuerySet["Sending"]):
    """How sendings are found."""

    def visible_to(self, actor: Actor) -> "SendingQuery":
        """Those of hooks this person looks after."""
        return self.filter(hook__in=Hook.objects.visible_to(actor))

    def due(self, now: object) -> "SendingQuery":
        """Those that are to go out now, the longest waiting first."""
        waiting = self.filter(state=Sending.State.WAITING, next_at__lte=now)
        return waiting.order_by("next_at", "id")


class Sending(models.Model):
    """One message to one hook; `key` is what the receiver knows it by, however often it comes."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待发送")
        SENT = "sent", _("已送达")
        DEAD = "dead", _("未送达")

    hook = models.ForeignKey(Hook, on_delete=models.PROTECT, related_name="sendings")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    kind = models.CharField(max_length=40)
    matter = models.BigIntegerField(default=0)
    errand = models.CharField(max_length=40, blank=True, default="")  # what a flow waits for
    body = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)

    objects = SendingQuery.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_at", "id"], name="webhooks_due", condition=models.Q(state="waiting")
            ),
            models.Index(fields=["hook", "-id"], name="webhooks_log"),
            models.Index(
                fields=["hook", "-id"], name="webhooks_dead", condition=models.Q(state="dead")
            ),
            models.Index(
                fields=["hook", "attempts"],
                name="webhooks_tried",
                condition=models.Q(state="waiting"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)
