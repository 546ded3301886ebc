"""What a delegation is: somebody absent, and who handles their turns meanwhile (委托)."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit.actor import Actor
from andu.organisation.models import Member, Organisation
from andu.workflow.models.flow import Flow


class DelegationQuery(models.QuerySet["Delegation"]):
    """How delegations are found."""

    def visible_to(self, actor: Actor) -> "DelegationQuery":
        """Those the actor has given out or was given."""
        if actor.member_id is None:
            return self.none()
        return self.filter(Q(absent=actor.member_id) | Q(delegate=actor.member_id))

    def in_force(self, day: datetime.date | None = None) -> "DelegationQuery":
        """Those that count on a day of the office's civil time (today unless given)."""
        day = day or timezone.localdate()
        return self.standing().filter(since__lte=day).filter(_until_from(day))

    def standing(self) -> "DelegationQuery":
        """Neither revoked nor over: in force, or still to come."""
        return self.filter(revoked__isnull=True, ended__isnull=True)

    def meeting(self, since: datetime.date, until: datetime.date | None) -> "DelegationQuery":
        """Those that share a day with a period; without `until` it has no end."""
        rows = self.filter(_until_from(since))
        return rows.filter(since__lte=until) if until else rows

    def about(self, version_id: int | None) -> "DelegationQuery":
        """Those that cover the flow of a version; without one, those that cover every flow."""
        if version_id is None:
            return self.filter(all_flows=True)
        named = Delegation.flows.through.objects.filter(flow__versions=version_id)
        chosen = named.values("delegation")
        return self.filter(Q(all_flows=True) | Q(pk__in=chosen))


def _until_from(day: datetime.date) -> Q:
    return Q(until__isnull=True) | Q(until__gte=day)


class Delegation(models.Model):
    """From one day to another (both included; no `until`: until revoked), for all flows or some,
    new turns of `absent` go to `delegate`, who acts on their behalf.

    `revoked` says that a person ended it, `ended` that its time was over and what was open has been
    seen to; `begun` that its first day has been announced. None of them decides whether it is in
    force: the dates do, so midnight needs no clock.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    absent = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="delegations_given")
    delegate = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="delegations_held")
    since = models.DateField(gettext_lazy("开始日期"))
    until = models.DateField(gettext_lazy("结束日期"), null=True, blank=True)
    all_flows = models.BooleanField(default=True)
    flows = models.ManyToManyField(Flow, blank=True, related_name="+")
    takes_open = models.BooleanField(default=False)
    reason = models.CharField(gettext_lazy("事由"), max_length=200, blank=True)
    created = models.DateTimeField(default=timezone.now)
    set_by = models.CharField(max_length=80)
    begun = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=80, blank=True)
    ended = models.DateTimeField(null=True, blank=True)

    objects = DelegationQuery.as_manager()

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(absent=F("delegate")), name="delegation_to_another"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="delegation_has_days",
            ),
        ]
        indexes = [
            models.Index(fields=["absent", "since"], name="delegation_given",
                         condition=Q(revoked=None, ended=None)),
            models.Index(fields=["delegate", "since"], name="delegation_held",
                         condition=Q(revoked=None, ended=None)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return _("{absent}委托{delegate}").format(
            absent=self.absent.name, delegate=self.delegate.name
        )

    @property
    def is_standing(self) -> bool:
        """Whether it can still be revoked."""
        return self.revoked is None and self.ended is None

    @property
    def is_in_force(self) -> bool:
        """Whether new turns go to the delegate today."""
        today = timezone.localdate()
        return self.is_standing and self.since <= today and (self.until or today) >= today

    @property
    def period(self) -> str:
        """The days in words: 11-24 至 12-02, 11-24 起."""
        return period_words(self.since, self.until)


def period_words(since: datetime.date, until: datetime.date | None) -> str:
    """A period in words, with the year when it isn't this one."""
    if until is None:
        return _("{since} 起，直到收回").format(since=_day(since))
    return _("{since} 至 {until}").format(since=_day(since), until=_day(until))


def _day(day: datetime.date) -> str:
    return day.strftime("%m-%d" if day.year == timezone.localdate().year else "%Y-%m-%d")
