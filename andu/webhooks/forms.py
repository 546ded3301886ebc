"""What the page of hooks sends."""

from django import forms
from django.utils.translation import gettext_lazy as _

from andu.webhooks.occasions import KINDS
from andu.webhooks.rules import LONGEST_NAME, LONGEST_URL


class HookForm(forms.Form):
    """Who is told what."""

    name = forms.CharField(
        label=_("用途"), max_length=LONGEST_NAME, help_text=_("给哪个系统用，例如“财务系统”")
    )
    url = forms.CharField(
        label=_("地址"), max_length=LONGEST_URL,
        help_text=_("http 或 https 开头的完整地址；内部主机要先写进参数“可以推送的内部主机”"),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("推送什么"), widget=forms.CheckboxSelectMultiple,
        choices=[(name, label) for name, (_event, label) in KINDS.items()],
    )  # fmt: skip
