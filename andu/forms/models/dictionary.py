"""Dictionaries 字典: lists of values that departments keep, for the fields of any form."""

import datetime
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from andu.forms.rights import DICTIONARIES
from andu.kit.actor import EVERYWHERE, Actor
from andu.organisation.models import Organisation, Unit


class DictionaryQuery(models.QuerySet["Dictionary"]):
    """How dictionaries are found."""

    def visible_to(self, actor: Actor) -> "DictionaryQuery":
        """Those of the actor's own organisation."""
        if actor.organisation_id is None:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)

    def manageable_by(self, actor: Actor) -> "DictionaryQuery":
        """Those owned by units within the actor's right to keep them."""
        scopes, found = actor.scopes(DICTIONARIES.code), self.visible_to(actor)
        if not scopes:
            return found.none()
        if EVERYWHERE in scopes:
            return found
        return found.filter(reduce(or_, (Q(unit__path__startswith=scope) for scope in scopes)))


class Dictionary(models.Model):
    """A list of values, kept by a department (`unit`). Fields name it by its code."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(_("代码"), max_length=40)
    name = models.CharField(_("名称"), max_length=80)
    created = models.DateTimeField(auto_now_add=True)

    objects = DictionaryQuery.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="dictionary_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class DictionaryEntryQuery(models.QuerySet["DictionaryEntry"]):
    """How entries are found."""

    def usable(self, day: datetime.date) -> "DictionaryEntryQuery":
        """Those that may be chosen on a day: neither disabled nor out of date, no headings."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        lasting = Q(valid_until=None) | Q(valid_until__gte=day)
        found = self.filter(begun, lasting, disabled=False)
        return found.exclude(parent__disabled=True).filter(children=None)


class DictionaryEntry(models.Model):
    """One value. Records keep its code and name as they were, so that an entry can be renamed or
    disabled; it is never removed. An entry with others below it is a heading only."""

    dictionary = models.ForeignKey(Dictionary, on_delete=models.PROTECT, related_name="entries")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    code = models.CharField(_("代码"), max_length=40)
    name = models.CharField(_("名称"), max_length=100)
    pinyin = models.CharField(max_length=300, blank=True)
    initials = models.CharField(max_length=100, blank=True)
    order = models.PositiveIntegerField(default=0)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    disabled = models.BooleanField(default=False)

    objects = DictionaryEntryQuery.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["dictionary", "code"], name="dictionary_entry_once"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None)
                | Q(valid_from__lte=F("valid_until")),
                name="dictionary_entry_dates",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.path

    @property
    def path(self) -> str:
        """The name with that of the heading above: 华东 / 上海."""
        return f"{self.parent.name} / {self.name}" if self.parent else self.name
