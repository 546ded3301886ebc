"""What an appointment is."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from andu.organisation.models.member import Member
from andu.organisation.models.post import Post
from andu.organisation.models.unit import Unit


class AppointmentQuery(models.QuerySet["Appointment"]):
    """How appointments are found."""

    def current(self, day: datetime.date | None = None) -> "AppointmentQuery":
        """Those in force on a day (today unless given)."""
        day = day or timezone.localdate()
        begun = Q(since__isnull=True) | Q(since__lte=day)
        return self.filter(begun).filter(Q(until__isnull=True) | Q(until__gte=day))


class Appointment(models.Model):
    """A person's place: in a unit, on a post, with a duty, from one day to another."""

    class Duty(models.TextChoices):
        MEMBER = "member", _("成员")
        HEAD = "head", _("负责人")
        DEPUTY = "deputy", _("副职")
        LEADER = "leader", _("分管领导")
        CONTACT = "contact", _("OA联络员")
        REGISTRAR = "registrar", _("机要文书")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="appointments")
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT)
    duty = models.CharField(max_length=16, choices=Duty.choices, default=Duty.MEMBER)
    is_main = models.BooleanField(default=False)
    superior = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="subordinates"
    )
    order = models.IntegerField(default=0)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = AppointmentQuery.as_manager()

    class Meta:
        ordering = ["-is_main", "order", "id"]
        indexes = [
            models.Index(fields=["unit", "duty"], name="appointment_duty"),
            models.Index(fields=["member", "until"], name="appointment_of"),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.unit} {self.title}"

    @property
    def title(self) -> str:
        """How the person is called in this place: the post, else the duty."""
        return self.post.name if self.post else str(self.get_duty_display())
