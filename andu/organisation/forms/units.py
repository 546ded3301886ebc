"""Forms about units."""

from django import forms
from django.utils.translation import gettext_lazy as _

from andu.organisation.forms.picking import PickField, Within
from andu.organisation.models import Unit


class NewUnitForm(Within):
    """A unit below another one, or a body outside."""

    name = forms.CharField(label=_("名称"), max_length=200)
    kind = forms.ChoiceField(
        label=_("类型"), choices=Unit.Kind.choices, initial=Unit.Kind.DEPARTMENT
    )
    code = forms.CharField(
        label=_("代码"), max_length=64, required=False, help_text=_("不填则自动编。")
    )
    order = forms.IntegerField(label=_("排序"), initial=0, help_text=_("小的在前。"))


class RenameForm(Within):
    """Another name from a day on."""

    name = forms.CharField(label=_("新名称"), max_length=200)
    since = forms.DateField(
        label=_("自何日起"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("不填为今天。此前的文件保留原名称。"),
    )  # fmt: skip


class MoveForm(Within):
    """Below another unit."""

    parent = PickField("unit", label=_("移到哪个部门下"))
