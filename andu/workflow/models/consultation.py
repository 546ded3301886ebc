"""What a consultation is: whoever has a turn asks somebody and keeps it (沟通, 征询)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from andu.files.models import File
from andu.kit.actor import Actor
from andu.organisation.models import Member
from andu.workflow.models.matter import Matter
from andu.workflow.models.run import Seat


class ConsultationQuery(models.QuerySet["Consultation"]):
    """How consultations are found."""

    def visible_to(self, actor: Actor) -> "ConsultationQuery":
        """Those of matters the actor takes part in."""
        return self.filter(matter__in=Matter.objects.visible_to(actor))

    def standing(self) -> "ConsultationQuery":
        """Those not withdrawn."""
        return self.exclude(state=Consultation.State.WITHDRAWN)

    def open(self) -> "ConsultationQuery":
        """Those in which somebody owes a word."""
        return self.filter(state__in=Consultation.OPEN)

    def waiting(self) -> "ConsultationQuery":
        """Those in which the person asked owes an answer."""
        return self.filter(state=Consultation.State.WAITING)


class Consultation(models.Model):
    """One thread between whoever holds a seat and one person asked: what was said stands in its
    `words`. Names are those of the time.

    `due` is by when an answer is wished; `settled` when it was answered, withdrawn or lapsed last;
    `reminded` how often the clock has reminded of the question that is open (soon, late).
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("等待答复")
        BACK = "back", _("等待回复")
        ANSWERED = "answered", _("已答复")
        WITHDRAWN = "withdrawn", _("已撤回")
        LAPSED = "lapsed", _("已过期，无需答复")

    OPEN = (State.WAITING, State.BACK)

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="consultations")
    seat = models.ForeignKey(
        Seat, on_delete=models.PROTECT, related_name="consultations", db_index=False
    )
    step = models.CharField(max_length=120, blank=True)
    asker = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    asker_name = models.CharField(max_length=120)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="consultations")
    member_name = models.CharField(max_length=80)
    member_unit = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    due = models.DateTimeField(null=True)
    at = models.DateTimeField()
    settled = models.DateTimeField(null=True)
    reminded = models.PositiveSmallIntegerField(default=0)

    objects = ConsultationQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "member"],
                name="consultation_one_open",
                condition=Q(state__in=["waiting", "back"]),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due"], name="consultation_due",
                condition=Q(state="waiting", due__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.asker_name} → {self.member_name}"

    @property
    def is_open(self) -> bool:
        """Whether somebody owes a word."""
        return self.state in self.OPEN


class ConsultationWord(models.Model):
    """One thing said in a consultation, by whom, as which post, when; never altered."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("提问")
        ANSWER = "answer", _("答复")
        BACK = "back", _("反问")

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="words")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.name} {self.kind}"


class ConsultationPaper(models.Model):
    """A file that goes with something said. The audit's record holds its name and SM3."""

    word = models.ForeignKey(
        ConsultationWord, on_delete=models.PROTECT, related_name="papers", db_index=False
    )
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["word", "file"], name="consultation_paper_once"),
        ]

    def __str__(self) -> str:
        return str(self.file)
