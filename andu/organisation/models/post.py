"""What a post is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from andu.organisation.models.organisation import Organisation


class Post(models.Model):
    """A post 岗位/职务 people are appointed to. `level` ranks posts: 1 is the highest."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    code = models.CharField(_("代码"), max_length=64)
    name = models.CharField(_("名称"), max_length=80)
    level = models.PositiveSmallIntegerField(_("级别"), default=9)
    superior = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["level", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="post_code_once"),
        ]

    def __str__(self) -> str:
        return self.name
