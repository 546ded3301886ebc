"""The rows: what was decided, when, by whom, on what basis. Never updated."""

from django.db import models
from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.policy.declaring import all_settings
from andu.policy.rights import CHANGE, READ


class DecisionQuery(models.QuerySet["Decision"]):
    """How decisions are found."""

    def visible_to(self, actor: Actor) -> "DecisionQuery":
        """All, for those who may change or read settings; none for others."""
        allowed = actor.holds(CHANGE.code) or actor.holds(READ.code)
        return self if allowed else self.none()


class Decision(models.Model):
    """A setting's value from a moment on, for the installation, an organisation or a unit.

    `level` and `place` name where (the rooms above own the real rows); `locked` keeps the places
    below from deciding otherwise.
    """

    code = models.CharField(max_length=100)
    level = models.CharField(max_length=16)
    place = models.BigIntegerField(default=0)
    text = models.TextField()
    locked = models.BooleanField(default=False)
    since = models.DateTimeField()
    basis = models.CharField(max_length=300, blank=True)
    by_account = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)

    objects = DecisionQuery.as_manager()

    class Meta:
        indexes = [models.Index(fields=["code", "level", "place", "-id"], name="policy_newest")]

    def __str__(self) -> str:
        found = next((s for s in all_settings() if s.code == self.code), None)
        return _("参数“{label}”").format(label=found.label) if found else self.code
