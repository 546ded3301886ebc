"""What the browser sends in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from andu.organisation.importing.columns import FIELDS
from andu.organisation.models import Organisation


class ImportUploadForm(forms.Form):
    """A file and where it goes: an organisation that stands, or a new one by code and name."""

    file = forms.FileField(label=_("人员表格（.xlsx 或 .csv）"))
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("导入到"), required=False, empty_label=_("新的机构…")
    )
    code = forms.SlugField(
        label=_("新机构代码"), required=False, help_text=_("字母和数字，如 ylgx。以后不变。")
    )
    name = forms.CharField(label=_("新机构名称"), required=False, max_length=200)

    def __init__(self, *args: Any, rows: Any, may_found: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["organisation"]
        choice.queryset = rows  # type: ignore[attr-defined]
        if not may_found:
            del self.fields["code"], self.fields["name"]
            choice.required, choice.empty_label = True, None  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A new organisation needs a free code and a name."""
        said = super().clean() or {}
        if said.get("organisation") or "code" not in self.fields:
            return said
        if not said.get("code"):
            self.add_error("code", _("请给新机构一个代码，或在上面选择已有的机构。"))
        elif Organisation.objects.filter(code=said["code"]).exists():
            self.add_error("code", _("这个代码已经有机构使用，请另起一个或选择那个机构。"))
        if not said.get("name"):
            self.add_error("name", _("请写新机构的全称。"))
        return said


class MatchForm(forms.Form):
    """How the file is to be read; the columns come beside, one `column_<n>` each."""

    separators = forms.CharField(
        label=_("部门路径的分隔符"), required=False, max_length=20, strip=False,
        help_text=_("如 办公室/文电科 用 / 分隔；可以写几个。"),
    )  # fmt: skip
    fill_down = forms.BooleanField(
        label=_("部门空着的行沿用上一行"), required=False
    )  # fmt: skip
    login_prefix = forms.RegexField(
        r"^[\w.-]*$", label=_("登录名称前缀"), required=False, max_length=32,
        help_text=_("没有“登录名称”列时，登录名称为前缀加工号。多个机构工号相同时用。"),
    )  # fmt: skip

    def columns(self) -> dict[str, int]:
        """Field → column, as chosen."""
        found: dict[str, int] = {}
        for key, field in self.data.items():
            number = key.removeprefix("column_")
            if key.startswith("column_") and _is_column(number) and field in FIELDS:
                found.setdefault(field, int(number))
        return found


class ConfirmForm(forms.Form):
    """The last word before an import begins."""

    basis = forms.CharField(
        label=_("依据"), max_length=300,
        help_text=_("批准的申请单编号或文件，如“人事科 2026 年人员名册”。"),
    )  # fmt: skip


def _is_column(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 5
