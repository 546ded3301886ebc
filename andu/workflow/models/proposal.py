"""What somebody with power over a matter wants done to it, until a second person confirms it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.organisation.models import Member
from andu.workflow.models.matter import Matter


class ProposalQuery(models.QuerySet["Proposal"]):
    """How proposals are found."""

    def visible_to(self, actor: Actor) -> "ProposalQuery":
        """Those of matters the actor administers; to void one, which whoever approved it may have
        to confirm, also those of matters the actor sees."""
        ours = Q(matter__in=Matter.objects.administered_by(actor))
        seen = Q(verb=Proposal.Verb.VOID, matter__in=Matter.objects.visible_to(actor))
        return self.filter(ours | seen)

    def waiting(self) -> "ProposalQuery":
        """Those a second person has still to decide upon."""
        return self.filter(state=Proposal.State.WAITING)


class Proposal(models.Model):
    """提请: `verb` is what is to be done, to the step `target`, or at the `seat` with `to` as its
    new holder; `what` says so in the words of the time.

    `stood` is where the matter stood for it (see `proposing.stands`): when that has changed, it
    lapses. `answer` is what the second person said, or what has happened in the meantime;
    `settled_by` is the second person's name.
    """

    class Verb(models.TextChoices):
        JUMP = "jump", _("跳转")
        REVIVE = "revive", _("唤醒")
        REASSIGN = "reassign", _("改派")
        VOID = "void", _("作废")

    class State(models.TextChoices):
        WAITING = "waiting", _("等待确认")
        CONFIRMED = "confirmed", _("已确认")
        DECLINED = "declined", _("未同意")
        WITHDRAWN = "withdrawn", _("已撤回")
        LAPSED = "lapsed", _("已失效")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="proposals")
    verb = models.CharField(max_length=12, choices=Verb.choices)
    target = models.CharField(max_length=64, blank=True)
    seat = models.PositiveIntegerField(default=0)
    to = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=300)
    reason = models.TextField()
    proposer = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    proposer_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    stood = models.CharField(max_length=200)
    sequence = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    settled = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=120, blank=True)
    answer = models.TextField(blank=True)

    objects = ProposalQuery.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], name="proposal_one_waiting", condition=Q(state="waiting")
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_waiting(self) -> bool:
        """Whether a second person has still to decide upon it."""
        return self.state == self.State.WAITING
