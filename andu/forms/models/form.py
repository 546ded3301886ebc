"""What a form is, and the versions it had."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from andu.forms.definition import FormDefinition, stored
from andu.kit.actor import Actor
from andu.kit.chain import sm3
from andu.organisation.models import Member, Organisation


class FormQuery(models.QuerySet["Form"]):
    """How forms are found."""

    def visible_to(self, actor: Actor) -> "FormQuery":
        """The forms of the actor's own organisation; none when the actor has none."""
        if actor.organisation_id is None:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)


class Form(models.Model):
    """A form of an organisation. What it asks for is in its versions."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(_("代码"), max_length=64)
    name = models.CharField(_("名称"), max_length=120)
    newest = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FormQuery.as_manager()

    class Meta:
        ordering = ["code", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="form_code_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def current(self) -> "FormVersion | None":
        """The version new records are filled in on; None before the first is published."""
        return self.versions.filter(number=self.newest).first()


class FormVersion(models.Model):
    """One published version: never changed, never removed. Records keep theirs."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    hash = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    publisher = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="form_version_once"),
        ]

    def __str__(self) -> str:
        return gettext("{form} 第 {number} 版").format(form=self.form, number=self.number)

    @property
    def definition(self) -> FormDefinition:
        """What this version asks for."""
        return stored(self.text)

    @property
    def is_sound(self) -> bool:
        """Whether the text is still the one that was published."""
        return self.hash == sm3(self.text.encode())
