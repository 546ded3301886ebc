"""What a member is."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.organisation.models.organisation import Organisation


class MemberQuery(models.QuerySet["Member"]):
    """How members are found."""

    def visible_to(self, actor: Actor) -> "MemberQuery":
        """The people of the actor's own organisation; nobody when the actor has none."""
        if actor.organisation_id is None:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)

    def present(self) -> "MemberQuery":
        """Those who work here now."""
        return self.exclude(state=Member.State.LEFT)

    def matching(self, text: str) -> "MemberQuery":
        """Found by name, pinyin, initials, code, telephone, unit, post; each word counts."""
        rows = self
        for word in text.strip().lower().split():
            found = Q(name__icontains=word) | Q(pinyin__startswith=word)
            found |= Q(initials__startswith=word) | Q(code__istartswith=word)
            found |= Q(mobile__startswith=word) | Q(phone__startswith=word)
            found |= Q(pk__in=self._placed(word))
            rows = rows.filter(found)
        return rows

    def _placed(self, word: str) -> models.QuerySet[Any]:
        """The people whose unit or post is called so now."""
        places = apps.get_model("organisation", "Appointment").objects.current()
        named = Q(unit__name__icontains=word) | Q(post__name__icontains=word)
        return places.filter(named).values("member_id")


class Member(models.Model):
    """A person of an organisation. Nearly everything that names a person points here."""

    class State(models.TextChoices):
        PRESENT = "present", _("在职")
        AWAY = "away", _("外出")
        LEFT = "left", _("离职")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="members")
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="member"
    )
    code = models.CharField(_("人员编码"), max_length=64)
    name = models.CharField(_("姓名"), max_length=80)
    pinyin = models.CharField(max_length=200, blank=True, db_index=True)
    initials = models.CharField(max_length=40, blank=True, db_index=True)
    mobile = models.CharField(_("手机"), max_length=40, blank=True)
    phone = models.CharField(_("办公电话"), max_length=40, blank=True)
    email = models.CharField(_("邮箱"), max_length=200, blank=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.PRESENT)
    order = models.IntegerField(default=0)
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    objects = MemberQuery.as_manager()

    class Meta:
        ordering = ["order", "pinyin", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="member_code_once"),
        ]
        indexes = [
            models.Index(fields=["organisation", "order", "pinyin", "id"], name="member_directory"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The person's page in the directory."""
        return reverse("organisation:member", args=[self.pk])
