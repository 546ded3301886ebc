"""What a new template needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.approvals import rules
from andu.approvals.actions.templates import Particulars
from andu.approvals.rights import MANAGE
from andu.kit.actor import Actor
from andu.organisation.models import Unit


class NewTemplate(forms.Form):
    """Name, code and owning unit of a new template."""

    name = forms.CharField(
        label=gettext_lazy("名称"), max_length=80, help_text=gettext_lazy("例如 请假申请"),
    )  # fmt: skip
    key = forms.CharField(
        label=gettext_lazy("代码"), max_length=40,
        help_text=gettext_lazy("小写字母、数字和连字符，用在网址里，以后不能改。例如 leave"),
    )  # fmt: skip
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("归口部门"), empty_label=gettext_lazy("请选择"),
        help_text=gettext_lazy("负责这件事的部门，发起时按它分组"),
    )  # fmt: skip
    category = forms.CharField(label=gettext_lazy("分类"), max_length=40, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        rows = Unit.objects.open().filter(organisation_id=actor.organisation_id or 0)
        rows = rows.within(actor.scopes(MANAGE.code)).order_by("path")
        self.fields["unit"].queryset = rows  # type: ignore[attr-defined]

    def clean_key(self) -> str:
        """A key nobody has yet."""
        key = str(self.cleaned_data["key"])
        name = self.cleaned_data.get("name") or _("未命名")
        verdict = rules.may_be_called(self.actor.organisation_id or 0, key, name)
        if not verdict:
            raise forms.ValidationError(str(verdict.reason))
        return key

    @property
    def about(self) -> Particulars:
        """What is said about the template so far."""
        return Particulars(
            name=self.cleaned_data["name"].strip(), category=self.cleaned_data["category"]
        )
