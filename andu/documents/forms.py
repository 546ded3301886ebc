"""What people of this room send in."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from andu.documents.actions import Entry
from andu.documents.models import Issuer, Series
from andu.documents.rights import MANAGE
from andu.kit import plain
from andu.kit.actor import Actor
from andu.organisation.models import Unit


class IssuerForm(forms.ModelForm):  # type: ignore[type-arg]
    """A name documents go out in."""

    level = forms.IntegerField(
        label=_("级别"), min_value=1, max_value=99, initial=1,
        help_text=_("同级机关填同一个数，数越小级别越高。联合行文只能在同级之间。"),
    )  # fmt: skip
    order = forms.IntegerField(label=_("排列顺序"), min_value=0, max_value=9999, initial=0)

    class Meta:
        model = Issuer
        fields = ["name", "signature", "printer", "unit", "level", "order"]
        labels = {"unit": _("管理部门")}
        help_texts = {
            "name": _("红头上的全称或规范化简称，不写“文件”二字。例如 云澜市人民政府办公室"),
            "signature": _("落款的名称，通常与发文机关标志相同。"),
            "printer": _("版记里的印发机关，通常是办公室。"),
            "unit": _("由它的公文人员登记字号。"),
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Unit.objects.open().filter(organisation_id=actor.organisation_id or 0)
        rows = rows.within(actor.scopes(MANAGE.code)).order_by("path")
        self.fields["unit"].queryset = rows  # type: ignore[attr-defined]
        self.fields["unit"].empty_label = _("请选择")  # type: ignore[attr-defined]

    def validate_unique(self) -> None:
        """The rules do, with a sentence that says what to do."""


class SeriesForm(forms.ModelForm):  # type: ignore[type-arg]
    """A series of numbers. The beginning is that of this year."""

    first = forms.IntegerField(
        label=_("起始号"), min_value=1, max_value=99999,
        help_text=_("今年从几号开始。年中由纸质转入的，填纸质最后一号的下一个。"),
    )  # fmt: skip

    class Meta:
        model = Series
        fields = ["word", "purpose", "first", "is_order"]
        help_texts = {
            "word": _("例如 云政办发。年份、括号和“号”自动加上。"),
            "purpose": _("例如 下行文、函、会议纪要，取号的人据此选择。"),
            "is_order": _("命令（令）写作“第1号”，跨年连续。"),
        }

    def __init__(self, data: Any = None, *, instance: Series) -> None:
        initial = {"first": instance.first_of(timezone.localdate().year)}
        super().__init__(data, instance=instance, initial=initial)
        if instance.pk:
            del self.fields["is_order"]

    def validate_unique(self) -> None:
        """The rules do, with a sentence that says what to do."""


class EntryForm(forms.Form):
    """What a number is for."""

    title = forms.CharField(
        label=_("文件标题"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    on_paper = forms.BooleanField(
        label=_("纸质文件"), required=False,
        help_text=_("涉密、敏感、不便在网上流转的，这里只登记，不放内容，标题可以不填。"),
    )  # fmt: skip
    place = forms.CharField(
        label=_("存放位置"), max_length=120, required=False, help_text=_("例如 机要室 3 号柜")
    )
    remark = forms.CharField(label=_("说明"), max_length=300, required=False)
    year = forms.TypedChoiceField(label=_("年度"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = timezone.localdate().year
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (this, str(this)), (this - 1, str(_("{year}（补登）")).format(year=this - 1)),
        ]  # fmt: skip

    @property
    def entry(self) -> Entry:
        """As the action takes it."""
        said = self.cleaned_data
        return Entry(
            title=plain.line(said["title"]), on_paper=said["on_paper"],
            place=plain.line(said["place"]), remark=plain.line(said["remark"]),
        )  # fmt: skip


class ReserveForm(forms.Form):
    """How many numbers to keep, and why."""

    count = forms.IntegerField(label=_("预留几个"), initial=1)
    reason = forms.CharField(label=_("理由"), max_length=300)


class ReasonForm(forms.Form):
    """Why a number is given back or void."""

    reason = forms.CharField(label=_("理由"), max_length=300)
