"""What people of this room send in."""

from django import forms
from django.utils.translation import gettext_lazy as _

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
