"""What somebody is writing in the template editor."""

from django.db import models

from andu.approvals.models.template import Template
from andu.kit.actor import Actor
from andu.organisation.models import Member


class TemplateDraftQuery(models.QuerySet["TemplateDraft"]):
    """How drafts of templates are found."""

    def visible_to(self, actor: Actor) -> "TemplateDraftQuery":
        """The drafts of templates the actor may manage."""
        return self.filter(template__in=Template.objects.manageable_by(actor))


class TemplateDraft(models.Model):
    """The next version of a template as typed, right or wrong; at most one for each template.

    `raw` is the authored document (basics, fields, steps, access) as `editor.document` describes.
    `bpmn` is the drawing it began from; when `drawn`, that drawing says how steps follow one
    another and `raw` only who handles them and how. `offered` is an upload nobody has adopted.
    `revision` counts saves, so that two people do not overwrite one another.
    """

    template = models.OneToOneField(Template, on_delete=models.PROTECT, related_name="draft")
    raw = models.JSONField(default=dict)
    bpmn = models.TextField(blank=True)
    drawn = models.BooleanField(default=False)
    offered = models.TextField(blank=True)
    offered_name = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=0)
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    editor = models.CharField(max_length=80, blank=True)
    updated = models.DateTimeField()

    objects = TemplateDraftQuery.as_manager()

    def __str__(self) -> str:
        return str(self.template)
