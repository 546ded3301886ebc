"""A matrix: what it is called and who keeps it; what it says stands in its versions."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from andu.authority.rights import MANAGE
from andu.kit.actor import EVERYWHERE, Actor
from andu.organisation.models import Organisation, Unit


class MatrixQuery(models.QuerySet["Matrix"]):
    """How matrices are found."""

    def visible_to(self, actor: Actor) -> "MatrixQuery":
        """Those kept by units within the actor's right."""
        scopes = actor.scopes(MANAGE.code)
        if actor.organisation_id is None or not scopes:
            return self.none()
        found = self.filter(organisation_id=actor.organisation_id)
        if EVERYWHERE in scopes:
            return found
        return found.filter(reduce(or_, (Q(unit__path__startswith=scope) for scope in scopes)))


class Matrix(models.Model):
    """Kept by a department (`unit`); flows name it by its key. The labels say what its category and
    attribute are; without a label for the attribute it has none."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(_("代码"), max_length=40)
    name = models.CharField(_("名称"), max_length=80)
    category_label = models.CharField(_("类别叫什么"), max_length=40)
    attribute_label = models.CharField(_("属性叫什么"), max_length=40, blank=True)
    newest = models.PositiveIntegerField(default=0)
    closed = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)

    objects = MatrixQuery.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="matrix_key_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where its table is edited."""
        return reverse("authority:matrix", args=[self.key])
