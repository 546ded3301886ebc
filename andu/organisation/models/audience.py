"""What an audience is: who is meant, said by units, posts, groups, people and bodies outside."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from andu.organisation.models.member import Member
from andu.organisation.models.organisation import Organisation
from andu.organisation.models.post import Post
from andu.organisation.models.role import Group
from andu.organisation.models.unit import Unit


class Audience(models.Model):
    """A set of people described by lines. `resolved` is set when a snapshot has been taken:
    from then on the people in `snapshot` are meant, whatever becomes of units and posts."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    created = models.DateTimeField(auto_now_add=True)
    resolved = models.DateTimeField(null=True, blank=True)
    snapshot = models.ManyToManyField(Member, blank=True, related_name="+")

    def __str__(self) -> str:
        return "、".join(str(line) for line in self.lines.all())


class AudienceLine(models.Model):
    """One line: whom it names, and whether it takes them in or leaves them out."""

    class Kind(models.TextChoices):
        EVERYBODY = "everybody", _("全体人员")
        UNIT = "unit", _("部门（不含下级）")
        SUBTREE = "subtree", _("部门（含下级）")
        POST = "post", _("岗位")
        GROUP = "group", _("群组")
        MEMBER = "member", _("人员")
        EXTERNAL = "external", _("外部单位")

    audience = models.ForeignKey(Audience, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    left_out = models.BooleanField(_("除外"), default=False)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT)
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT)
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT)
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT)
    words = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind="everybody", unit=None, post=None, group=None, member=None)
                    | Q(kind__in=["unit", "subtree", "external"], unit__isnull=False,
                        post=None, group=None, member=None)
                    | Q(kind="post", post__isnull=False, unit=None, group=None, member=None)
                    | Q(kind="group", group__isnull=False, unit=None, post=None, member=None)
                    | Q(kind="member", member__isnull=False, unit=None, post=None, group=None)
                ),
                name="audience_line_names_one",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.words
