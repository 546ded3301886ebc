"""What administrators of dictionaries send in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from andu.forms.rights import DICTIONARIES
from andu.kit.actor import Actor
from andu.organisation.models import Unit


class DictionaryForm(forms.Form):
    """A dictionary's name, code and the department that keeps it; the code never changes."""

    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("例如 合同类别"))
    code = forms.CharField(
        label=_("代码"), max_length=40,
        help_text=_("小写字母、数字和下划线，以后不能改。例如 contract_type"),
    )  # fmt: skip
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("维护部门"), empty_label=_("请选择")
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Unit.objects.open().filter(organisation_id=actor.organisation_id or 0)
        rows = rows.within(actor.scopes(DICTIONARIES.code)).order_by("path")
        self.fields["unit"].queryset = rows  # type: ignore[attr-defined]
        if not is_new:
            del self.fields["code"]
