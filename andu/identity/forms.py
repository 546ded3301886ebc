"""What the browser sends in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.identity.models import Account, Attempt, Preference
from andu.identity.models.account import LONGEST_NAME
from andu.ui import colours, look

CURRENT, NEW = "current-password", "new-password"


def _secret(label: Any, autocomplete: str) -> forms.CharField:
    # No max_length: nothing of a password is cut off; the rule says when it is too long.
    return forms.CharField(
        label=label, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )  # fmt: skip


def _name() -> forms.CharField:
    attributes = {
        "autocomplete": "username", "autocapitalize": "none", "spellcheck": "false",
        "autofocus": "autofocus",
    }  # fmt: skip
    return forms.CharField(
        label=gettext_lazy("用户名"), max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs=attributes),
    )  # fmt: skip


def _basis() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("依据"), max_length=300,
        help_text=gettext_lazy("批准的申请单或紧急处理记录的编号，例如 附表1-2026-018。"),
    )  # fmt: skip


class Login(forms.Form):
    """The login page."""

    login_name = _name()
    password = _secret(gettext_lazy("口令"), CURRENT)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        if data:  # refused once: the name stands, the password is typed again
            del self.fields["login_name"].widget.attrs["autofocus"]
            self.fields["password"].widget.attrs["autofocus"] = "autofocus"


class Confirm(forms.Form):
    """The password once more."""

    password = _secret(gettext_lazy("口令"), CURRENT)


class Chosen(forms.Form):
    """A new password, typed twice."""

    new = _secret(gettext_lazy("新口令"), NEW)
    again = _secret(gettext_lazy("再输入一次"), NEW)
    despite_advice = forms.BooleanField(
        label=gettext_lazy("知道没有遵循建议，仍然使用"), required=False
    )
    advised = False  # whether only advice stood in the way

    def clean_again(self) -> str:
        """Both must be the same."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new", again):
            raise forms.ValidationError(_("两次输入的口令不一样，请重新输入。"))
        return again


class PasswordChange(Chosen):
    """The page where a password is changed."""

    field_order = ["old", "new", "again", "despite_advice"]
    old = _secret(gettext_lazy("现在的口令"), CURRENT)


class Activate(Chosen):
    """The page where a person comes in for the first time."""

    field_order = ["login_name", "code", "new", "again", "despite_advice"]
    login_name = _name()
    code = forms.CharField(
        label=gettext_lazy("激活码"), max_length=60,
        help_text=gettext_lazy("写在管理员发的纸条上，不分大小写，可以不输横线。"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )  # fmt: skip


class NewAccount(forms.Form):
    """A single account made by hand."""

    login_name = forms.CharField(
        label=gettext_lazy("登录名称"), max_length=LONGEST_NAME,
        help_text=gettext_lazy("不能改，注销以后也不再给别人用。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("用户名称"), max_length=80)
    basis = _basis()


class Basis(forms.Form):
    """Why an account is suspended, restored, closed or given a new code (ID-04)."""

    basis = _basis()


class AccountFilter(forms.Form):
    """What the list of accounts is narrowed to."""

    text = forms.CharField(
        label=gettext_lazy("姓名或登录名称"), required=False, max_length=64,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("单位"), required=False)

    def __init__(self, data: Any, units: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["state"].choices = [("", _("全部状态")), *Account.State.choices]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", _("全部单位")), *units]  # type: ignore[attr-defined]


class LoginFilter(forms.Form):
    """What the login log is narrowed to."""

    text = forms.CharField(
        label=gettext_lazy("登录名称或地址"), required=False, max_length=64,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    event = forms.ChoiceField(label=gettext_lazy("事件"), required=False)
    result = forms.ChoiceField(
        label=gettext_lazy("结果"), required=False,
        choices=[
            ("", gettext_lazy("成功和失败")), ("1", gettext_lazy("成功")),
            ("0", gettext_lazy("失败")),
        ],
    )  # fmt: skip
    since = forms.DateField(
        label=gettext_lazy("从"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=gettext_lazy("到"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["event"].choices = [("", _("全部事件")), *Attempt.Event.choices]  # type: ignore[attr-defined]


class Display(forms.ModelForm):  # type: ignore[type-arg]
    """How pages look; a main colour of one's own only where the organisation allows it (UI-02)."""

    accent = forms.ChoiceField(
        label=gettext_lazy("主色"), required=False, widget=forms.RadioSelect,
    )  # fmt: skip

    class Meta:
        model = Preference
        fields = ["theme", "size", "accent"]
        widgets = {"theme": forms.RadioSelect, "size": forms.RadioSelect}

    def __init__(self, *args: Any, personal: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not personal:
            del self.fields["accent"]
            return
        dots = [(code, look.swatch(code, label)) for code, label in colours.PIGMENTS.items()]
        self.fields["accent"].choices = [("", _("随单位")), *dots]  # type: ignore[attr-defined]


class Keys(forms.ModelForm):  # type: ignore[type-arg]
    """Whether single keys do something."""

    class Meta:
        model = Preference
        fields = ["single_keys"]
        help_texts = {
            "single_keys": gettext_lazy("例如 J、K 上下移动，Y 同意。输入文字时不起作用。"),
        }
