"""Forms about roles and grants."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from andu.kit.rights import all_rights
from andu.organisation.forms.picking import PickField, Within
from andu.organisation.models import Group, Post


class RoleForm(forms.Form):
    """A role and the rights of business in it."""

    name = forms.CharField(label=_("名称"), max_length=80)
    codes = forms.MultipleChoiceField(
        label=_("权限"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = [  # type: ignore[attr-defined]
            (right.code, right.label) for right in all_rights() if not right.office
        ]


class GrantForm(Within):
    """Who is given a role, where, from when to when, why."""

    member = PickField(label=_("人员"), required=False)
    post = forms.ModelChoiceField(
        Post.objects.all(), label=_("或岗位"), required=False, empty_label="—"
    )
    group = forms.ModelChoiceField(
        Group.objects.all(), label=_("或群组"), required=False, empty_label="—"
    )
    scope = PickField(
        "unit", label=_("范围"), required=False, help_text=_("部门及其下级；不填为全机构。")
    )
    since = forms.DateField(
        label=_("自"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("至"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("不填为长期。"),
    )  # fmt: skip
    basis = forms.CharField(label=_("依据"), max_length=300)

    def clean(self) -> dict[str, Any]:
        """Exactly one of person, post and group."""
        said = super().clean() or {}
        if sum(bool(said.get(each)) for each in ("member", "post", "group")) != 1:
            self.add_error(None, _("人员、岗位、群组请选一个，只选一个。"))
        return said
