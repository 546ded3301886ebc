"""What the page of tokens sends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from andu.api.models import Token
from andu.api.rules import LONGEST_NAME


class TokenForm(forms.Form):
    """What a token is for, how far it reaches, how long it lasts."""

    name = forms.CharField(
        label=_("用途"), max_length=LONGEST_NAME,
        help_text=_("给哪个程序用，例如“财务系统同步”"),
    )  # fmt: skip
    scope = forms.ChoiceField(label=_("范围"), choices=Token.Scope.choices)
    days = forms.IntegerField(label=_("有效天数"), min_value=1, max_value=9999, initial=90)

    def __init__(self, *words: Any, **more: Any) -> None:
        super().__init__(*words, **more)
        self.fields["days"].widget.attrs["inputmode"] = "numeric"
