"""What a run is, where it stands (visits), whose turn it is (seats). Only store.py writes."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.organisation.models import Member
from andu.workflow.models.flow import FlowVersion
from andu.workflow.models.matter import Matter


def signed(name: str, absent: str) -> str:
    """A name as it signs: with whom it acts for, when it does."""
    return _("{name}（代{absent}）").format(name=name, absent=absent) if absent else name


class Run(models.Model):
    """One execution of a flow version in a matter.

    `version` is the only gate of a change; `sequence` and `head` are the end of the history's
    chain; `visits` and `seats` are the last numbers given out. `by_history` says that something was
    put aside or restored, so that the state is folded from the history instead of the rows.
    `suspended` is since when nobody can act; `proposed` says that somebody has proposed to do
    something to it which waits for a second person.
    """

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="run")
    flow_version = models.ForeignKey(FlowVersion, on_delete=models.PROTECT, related_name="runs")
    version = models.PositiveIntegerField(default=0)
    sequence = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True, default="")
    visits = models.PositiveIntegerField(default=0)
    seats = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=16, blank=True, default="")
    by_history = models.BooleanField(default=False)
    initiator_appointment = models.BigIntegerField(null=True)
    suspended = models.DateTimeField(null=True)
    proposed = models.BooleanField(default=False, db_default=False)

    def __str__(self) -> str:
        return f"run {self.pk}"


class Visit(models.Model):
    """A region standing, or having stood, at a node. Numbers count from 1 within the run.

    `needed_count` or `needed_percent` is the threshold of a vote; 0 where there is none.
    """

    class State(models.TextChoices):
        LIVE = "live", gettext_lazy("进行中")
        PASSED = "passed", gettext_lazy("已通过")
        FAILED = "failed", gettext_lazy("未通过")
        ASIDE = "aside", gettext_lazy("暂存")
        STRUCK = "struck", gettext_lazy("作废")

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="visit_rows")
    number = models.PositiveIntegerField()
    node = models.CharField(max_length=64)
    region = models.CharField(max_length=64)
    after = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State.choices, default=State.LIVE)
    why = models.CharField(max_length=16, blank=True, default="")
    mode = models.CharField(max_length=16, blank=True, default="")
    hear_all = models.BooleanField(default=False)
    needed_count = models.PositiveIntegerField(default=0)
    needed_percent = models.PositiveSmallIntegerField(default=0)
    lanes = models.TextField(blank=True, default="")
    left = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="visit_once")]

    def __str__(self) -> str:
        return f"{self.node} #{self.number}"


class Seat(models.Model):
    """One person's turn: who, as which post, on whose behalf, in the words of the time.

    `respond_due` is by when it is to be opened first, `seen` when it was (WF-18); `due` by when it
    is to be handled. `weight` and `veto` are its ballot in a vote. `added` says how somebody, the
    member `added_by_id`, put it beside those the rules named: before, after or beside another
    seat, to help with its work, or because they were passed over and sign first (leap, WF-12).
    Without a `member` it stands for the many people of a pool (抢办, decision 0220), and
    `member_name` says how many. `consulted`: its holder has asked somebody something, so that
    questions may be open when the turn ends.
    """

    class Added(models.TextChoices):
        BEFORE = "before", gettext_lazy("前加签")
        AFTER = "after", gettext_lazy("后加签")
        BESIDE = "beside", gettext_lazy("并加签")
        HELP = "help", gettext_lazy("委派")
        LEAP = "leap", gettext_lazy("越级加签")

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("未到")
        OPEN = "open", gettext_lazy("待办")
        CLOSED = "closed", gettext_lazy("已办")
        VOID = "void", gettext_lazy("作废")

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="seat_rows")
    number = models.PositiveIntegerField()
    visit = models.PositiveIntegerField()
    node = models.CharField(max_length=64)
    region = models.CharField(max_length=64)
    step = models.CharField(max_length=120, blank=True, default="")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="seats", null=True)
    member_name = models.CharField(max_length=80, blank=True, default="")
    member_unit = models.CharField(max_length=200, blank=True, default="")
    appointment_id = models.BigIntegerField(null=True)
    on_behalf_id = models.BigIntegerField(null=True)
    on_behalf_name = models.CharField(max_length=80, blank=True, default="")
    state = models.CharField(max_length=8, choices=State.choices)
    how = models.CharField(max_length=16, blank=True, default="")
    vote = models.CharField(max_length=8, blank=True, default="none")
    why = models.CharField(max_length=16, blank=True, default="")
    instead_of = models.PositiveIntegerField(default=0)
    weight = models.PositiveSmallIntegerField(default=1)
    veto = models.BooleanField(default=False)
    added = models.CharField(max_length=8, blank=True, default="", choices=Added.choices)
    added_by_id = models.BigIntegerField(null=True)
    opened = models.DateTimeField(null=True)
    closed = models.DateTimeField(null=True)
    due = models.DateTimeField(null=True)
    respond_due = models.DateTimeField(null=True)
    seen = models.DateTimeField(null=True)
    consulted = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="seat_once")]
        indexes = [
            models.Index(fields=["due"], name="seat_open_due", condition=models.Q(state="open")),
            models.Index(
                fields=["respond_due"],
                name="seat_unseen",
                condition=models.Q(state="open", seen__isnull=True),
            ),
            models.Index(
                fields=["member", "run"], name="seat_open_of", condition=models.Q(state="open")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_name} {self.step}"

    @property
    def helps(self) -> bool:
        """Whether it does somebody's work for them (委派) and decides nothing."""
        return self.added == self.Added.HELP

    @property
    def who(self) -> str:
        """How the person is named in this turn: 陈砚秋, or 陈砚秋（代林晚舟）."""
        return signed(self.member_name, self.on_behalf_name)

    @property
    def owner(self) -> int:
        """Whose turn it is (a member's id), whoever handles it for them; 0 for a pool."""
        return self.on_behalf_id or self.member_id or 0

    @property
    def is_pool(self) -> bool:
        """Whether it stands for many, of whom nobody has taken it yet."""
        return self.member_id is None


class ChoiceLeap(models.Model):
    """Who signs before somebody the initiator picked over their head (WF-12): `passed`, in `order`
    from the lowest, with the reason; in the act that leads to the step."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="choice_leaps")
    step = models.CharField(max_length=64)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    passed = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "step", "member", "passed"], name="choice_leap_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.passed_id} < {self.member_id}"


class Choice(models.Model):
    """Whom the initiator picked for a later step (发起人自选), kept until the step is reached."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="choices")
    step = models.CharField(max_length=64)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "step", "member"], name="choice_once")
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.member_id}"
