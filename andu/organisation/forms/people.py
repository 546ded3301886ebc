"""Forms about people, their places, posts and groups."""

from django import forms
from django.utils.translation import gettext_lazy as _

from andu.organisation.forms.picking import PickField, Within
from andu.organisation.importing import cells
from andu.organisation.models import Appointment, Post


def _mobile(said: str) -> str:
    found = cells.mobile(said) if said else ""
    if found is None:
        raise forms.ValidationError(_("请写 11 位手机号；境外号码以 + 开头。"))
    return found


class ProfileForm(forms.Form):
    """How to reach oneself (ID-14)."""

    phone = forms.CharField(
        label=_("办公电话"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "work tel"}),
        help_text=_("带区号，例如 0871-6512345；有分机的一并写上。"),
    )  # fmt: skip
    mobile = forms.CharField(
        label=_("手机"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "mobile tel"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("公司邮箱"), max_length=200, required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "work email"}),
    )  # fmt: skip

    def clean_phone(self) -> str:
        """A telephone number has digits."""
        said = " ".join(self.cleaned_data["phone"].split())
        if said and sum(sign.isdigit() for sign in said) < 3:
            raise forms.ValidationError(_("请写电话号码，例如 0871-6512345。"))
        return said

    def clean_mobile(self) -> str:
        """Eleven digits, or + and digits abroad."""
        return _mobile(self.cleaned_data["mobile"])


class MemberForm(Within):
    """What is known of a person."""

    name = forms.CharField(label=_("姓名"), max_length=80)
    mobile = forms.CharField(label=_("手机"), max_length=40, required=False)
    phone = forms.CharField(label=_("办公电话"), max_length=40, required=False)
    email = forms.EmailField(label=_("邮箱"), max_length=200, required=False)
    order = forms.IntegerField(label=_("排序"), initial=0, help_text=_("小的在前。"))

    def clean_mobile(self) -> str:
        """Eleven digits, or + and digits abroad."""
        return _mobile(self.cleaned_data["mobile"])


class AppointForm(Within):
    """A place for a person."""

    unit = PickField("unit", label=_("部门"))
    post = forms.ModelChoiceField(
        Post.objects.all(), label=_("岗位"), required=False, empty_label=_("不设岗位")
    )
    duty = forms.ChoiceField(label=_("职责"), choices=Appointment.Duty.choices)
    superior = PickField(label=_("直接上级"), required=False, help_text=_("不填则为部门负责人。"))
    is_main = forms.BooleanField(
        label=_("作为主职"), required=False, help_text=_("原主职随即结束。")
    )
    basis = forms.CharField(label=_("依据"), max_length=300, required=False)


class NewMemberForm(MemberForm):
    """A new person with a main place."""

    field_order = ["code", "name", "login", "unit", "post", "duty"]
    code = forms.CharField(label=_("工号"), max_length=64)
    login = forms.CharField(
        label=_("登录名称"), max_length=64, required=False, help_text=_("不填则为工号。")
    )
    unit = PickField("unit", label=_("部门"))
    post = forms.ModelChoiceField(
        Post.objects.all(), label=_("岗位"), required=False, empty_label=_("不设岗位")
    )
    duty = forms.ChoiceField(label=_("职责"), choices=Appointment.Duty.choices)
    basis = forms.CharField(
        label=_("依据"), max_length=300, help_text=_("批准的申请单编号或文件。")
    )  # fmt: skip


class PostForm(forms.Form):
    """A post."""

    name = forms.CharField(label=_("名称"), max_length=80)
    level = forms.IntegerField(
        label=_("级别"), min_value=1, max_value=99, initial=9, help_text=_("1 最高。")
    )


class GroupForm(Within):
    """A group and its people."""

    name = forms.CharField(label=_("名称"), max_length=80)
    members = PickField(label=_("成员"), multiple=True, required=False)
