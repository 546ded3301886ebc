"""What people of this room send in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from andu.approvals.models import Template
from andu.approvals.rights import MANAGE
from andu.kit.actor import Actor
from andu.organisation.models import Unit

DAY = forms.DateInput(attrs={"type": "date"})


class RuleForm(forms.Form):
    """The regulation a flow follows."""

    name = forms.CharField(label=_("制度名称"), max_length=120, help_text=_("例如 印章管理办法"))
    document_number = forms.CharField(
        label=_("文号"), max_length=60, required=False, help_text=_("例如 云更发〔2026〕12号")
    )
    valid_from = forms.DateField(label=_("施行日期"), widget=DAY)
    link = forms.CharField(
        label=_("链接"), max_length=400, required=False,
        help_text=_("制度在网上或内网的地址，以 http:// 或 https:// 开头。没有就不填。"),
    )  # fmt: skip
    file = forms.FileField(label=_("制度文件"), required=False, help_text=_("没有链接时可以上传。"))
    basis = forms.CharField(
        label=_("说明"), max_length=300, required=False,
        help_text=_("为什么换成这一份，例如“2026 年修订，第三章改为两级审批”。"),
    )  # fmt: skip


class BasisForm(forms.Form):
    """What a version came from."""

    words = forms.CharField(label=_("依据"), max_length=300)
    serial = forms.CharField(
        label=_("申请单编号"), max_length=80, required=False,
        help_text=_("这一版由一件申请批准的，填它的编号；没有就不填。"),
    )  # fmt: skip


class ReportForm(forms.Form):
    """A problem of a flow."""

    template = forms.ModelChoiceField(
        Template.objects.none(), label=_("流程"), required=False, to_field_name="key",
        empty_label=_("不清楚是哪个流程"),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("是哪一种问题"))
    words = forms.CharField(
        label=_("情况"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("写明在哪个环节、应当怎样、实际怎样。"),
    )  # fmt: skip

    def __init__(self, *args: Any, flows: Any, kinds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = flows  # type: ignore[attr-defined]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class FixForm(forms.Form):
    """From when on, and after what, a flow goes online only."""

    since = forms.DateField(label=_("固化日期"), widget=DAY)
    basis = forms.CharField(
        label=_("依据"), max_length=300, help_text=_("例如 《线上办理管理规定》第八条"),
    )  # fmt: skip


class LiftForm(forms.Form):
    """Why paper is allowed again."""

    why = forms.CharField(label=_("解除理由"), max_length=300)


class WaiverForm(forms.Form):
    """Which matter is to go around on paper, and why."""

    template = forms.ModelChoiceField(
        Template.objects.none(), label=_("流程"), to_field_name="key", empty_label=_("请选择"),
        help_text=_("只有线上固化的流程需要申请例外。"),
    )  # fmt: skip
    title = forms.CharField(label=_("哪一件事"), max_length=200)
    reason = forms.CharField(
        label=_("为什么不能在线上办"), max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, flows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = flows  # type: ignore[attr-defined]


class StartersForm(forms.Form):
    """Which department supervises the requests about flows."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("归口部门"), empty_label=_("请选择"),
        help_text=_("由它的负责人审核和督办，通常是人力资源部门或办公室。"),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Unit.objects.open().filter(organisation_id=actor.organisation_id or 0)
        rows = rows.within(actor.scopes(MANAGE.code)).order_by("path")
        self.fields["unit"].queryset = rows  # type: ignore[attr-defined]
