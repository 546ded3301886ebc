"""What this room keeps: saved filters, batches of decisions, how desks are arranged."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.organisation.models import Member, Organisation
from andu.workflow.models import Matter


class SavedFilterQuery(models.QuerySet["SavedFilter"]):
    """How saved filters are found."""

    def visible_to(self, actor: Actor) -> "SavedFilterQuery":
        """One's own; nobody sees another person's."""
        return self.filter(member_id=actor.member_id) if actor.member_id else self.none()


class SavedFilter(models.Model):
    """A named set of filters of one list (`listing` is its code); `query` is the part of the
    address behind the question mark. The default opens with the list."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    listing = models.CharField(max_length=16)
    name = models.CharField(_("名称"), max_length=20)
    query = models.CharField(max_length=2000)
    is_default = models.BooleanField(default=False)

    objects = SavedFilterQuery.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["member", "listing", "name"], name="saved_name_once"),
            models.UniqueConstraint(
                fields=["member", "listing"], name="saved_one_default", condition=Q(is_default=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BatchQuery(models.QuerySet["Batch"]):
    """How batches are found."""

    def visible_to(self, actor: Actor) -> "BatchQuery":
        """One's own; nobody sees another person's."""
        return self.filter(member_id=actor.member_id) if actor.member_id else self.none()


class Batch(models.Model):
    """The same verb with the same opinion for several matters. `key` is that of the request, so
    that a repeated click finds the first; `token` names the list it was begun from; `late_reason`
    goes with those decided after their limit (WF-19)."""

    class Verb(models.TextChoices):
        AGREE = "agree", _("同意")
        READ = "read", _("已阅")
        TAKE_BACK = "take_back", _("撤销")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=64)
    verb = models.CharField(max_length=16, choices=Verb.choices)
    opinion = models.TextField(blank=True)
    late_reason = models.CharField(max_length=500, blank=True, default="")
    token = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = BatchQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "key"], name="batch_once"),
        ]

    def __str__(self) -> str:
        return str(self.Verb(self.verb).label)


class BatchItem(models.Model):
    """One matter of a batch, and what became of it: done (`said` names the next holder) or
    refused (`said` is the reason)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等候")
        DONE = "done", _("已办")
        REFUSED = "refused", _("未办")

    batch = models.ForeignKey(
        Batch, on_delete=models.CASCADE, related_name="items", db_index=False
    )  # a part of it, swept with it
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    said = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "matter"], name="batch_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.batch}: {self.matter}"


class DeskPlaceQuery(models.QuerySet["DeskPlace"]):
    """How places of the desk are found."""

    def visible_to(self, actor: Actor) -> "DeskPlaceQuery":
        """One's own; nobody sees how another person arranged the desk."""
        return self.filter(member_id=actor.member_id) if actor.member_id else self.none()

    def of_role(self, organisation_id: int, role: str) -> "DeskPlaceQuery":
        """The set and order an organisation has chosen for people in a role."""
        return self.filter(organisation_id=organisation_id, role=role)


class DeskPlace(models.Model):
    """Where one block stands on the desk of a person, or of everybody in a role (`ui.blocks`) of an
    organisation who has not arranged their own. Whoever has no rows has the usual arrangement."""

    member = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    role = models.CharField(max_length=16, blank=True)
    block = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    is_shown = models.BooleanField(default=True)

    objects = DeskPlaceQuery.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=False, organisation__isnull=True, role="")
                | (Q(member__isnull=True, organisation__isnull=False) & ~Q(role="")),
                name="desk_of_person_or_role",
            ),
            models.UniqueConstraint(fields=["member", "block"], name="desk_own_once"),
            models.UniqueConstraint(
                fields=["organisation", "role", "block"], name="desk_role_once"
            ),
        ]

    def __str__(self) -> str:
        return self.block
