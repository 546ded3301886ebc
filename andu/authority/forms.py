"""What administrators of matrices send in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from andu.authority.actions.keeping import Called
from andu.authority.reading import amount_of
from andu.authority.rights import MANAGE
from andu.kit.actor import Actor
from andu.organisation.forms.picking import PickField
from andu.organisation.models import Member, Unit


class MatrixForm(forms.Form):
    """A matrix's name, key, keeper and columns; the key never changes."""

    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("例如 资金审批权限表"))
    key = forms.CharField(
        label=_("代码"),
        max_length=40,
        help_text=_("小写字母开头，流程用它引用，以后不能改。例如 funds"),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("维护部门"), empty_label=_("请选择")
    )  # fmt: skip
    category = forms.CharField(label=_("类别列叫什么"), max_length=40, help_text=_("例如 费用类别"))
    attribute = forms.CharField(
        label=_("属性列叫什么"), max_length=40, required=False,
        help_text=_("例如 采购方式。不按属性区分就不填。"),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Unit.objects.open().filter(organisation_id=actor.organisation_id or 0)
        rows = rows.within(actor.scopes(MANAGE.code)).order_by("path")
        self.fields["unit"].queryset = rows  # type: ignore[attr-defined]
        if not is_new:
            del self.fields["key"]

    @property
    def called(self) -> Called:
        """What the matrix is to be called."""
        said = self.cleaned_data
        return Called(name=said["name"], category=said["category"], attribute=said["attribute"])


class AboutForm(forms.Form):
    """Which regulation a version comes from, and from when it decides. A draft may lack both."""

    regulation = forms.CharField(
        label=_("依据的制度"), max_length=120, required=False, help_text=_("例如 资金管理办法")
    )
    regulation_number = forms.CharField(
        label=_("文号"), max_length=60, required=False, help_text=_("例如 云实发〔2026〕3号")
    )
    valid_from = forms.DateField(
        label=_("生效日期"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class UploadForm(forms.Form):
    """A spreadsheet."""

    file = forms.FileField(label=_("权限表（.xlsx 或 .csv）"))


class TryForm(forms.Form):
    """For whom and what it is asked who would sign."""

    initiator = PickField(label=_("发起人"), colleagues=True)
    category = forms.CharField(max_length=100, required=False)
    attribute = forms.CharField(max_length=100, required=False)
    amount = forms.CharField(label=_("金额（元）"), max_length=30, required=False)

    def __init__(self, *args: Any, actor: Actor, labels: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        initiator = self.fields["initiator"]
        initiator.rows = Member.objects.present().filter(  # type: ignore[attr-defined]
            organisation_id=actor.organisation_id or 0
        )
        for part in ("category", "attribute"):
            self.fields[part].label = labels[part]
            self.fields[part].widget.attrs |= {"list": f"values-{part}", "autocomplete": "off"}
        if not labels["attribute"]:
            del self.fields["attribute"]

    def clean_amount(self) -> int | None:
        """In 分."""
        try:
            return amount_of(self.cleaned_data["amount"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
