"""What a download is."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from andu.files.models import File
from andu.kit.actor import Actor
from andu.organisation.models import Member, Organisation


class DownloadQuery(models.QuerySet["Download"]):
    """How downloads are found."""

    def visible_to(self, actor: Actor) -> "DownloadQuery":
        """One's own, as long as they are there."""
        if not actor.member_id:
            return self.none()
        return self.filter(member_id=actor.member_id).exclude(state=Download.State.GONE)

    def under_way(self) -> "DownloadQuery":
        """Those still to be made."""
        return self.filter(state__in=(Download.State.WAITING, Download.State.MAKING))

    def older_than(self, moment: datetime.datetime) -> "DownloadQuery":
        """Those asked for before a moment and not yet cleared away."""
        return self.filter(asked__lt=moment).exclude(state=Download.State.GONE)


class Download(models.Model):
    """One thing one person asked for. `wish` is what the maker was told; `said` says what went
    wrong, in words the person understands; `done` of `total` items are made (0: not known)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等待生成")
        MAKING = "making", _("正在生成")
        READY = "ready", _("可以下载")
        FAILED = "failed", _("没有生成")
        GONE = "gone", _("已清除")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, db_index=False)
    maker = models.CharField(max_length=40)
    name = models.CharField(_("文件名"), max_length=160)
    wish = models.JSONField(default=dict)
    appointment_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    said = models.CharField(max_length=300, blank=True)
    file = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    asked = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    objects = DownloadQuery.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["member", "-id"], name="download_of"),
            models.Index(fields=["asked"], condition=~Q(state="gone"), name="download_since"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(total=0) | Q(done__lte=F("total")), name="download_never_over"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_under_way(self) -> bool:
        """Whether it is still to be made."""
        return self.state in (self.State.WAITING, self.State.MAKING)

    @property
    def is_ready(self) -> bool:
        """Whether it can be taken."""
        return self.state == self.State.READY

    @property
    def percent(self) -> int:
        """How much of it is made, 0 to 100."""
        return self.done * 100 // self.total if self.total else 0
