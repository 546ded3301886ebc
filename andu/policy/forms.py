"""The form of a setting, made from its declaration."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from andu.policy.declaring import Setting
from andu.policy.places import places
from andu.policy.types import Bool, Choice, Int, Text

LONG = 200


class Decide(forms.Form):
    """A new value, where it holds, and on what basis."""

    value = forms.CharField()
    place = forms.ChoiceField()
    locked = forms.BooleanField(required=False)
    basis = forms.CharField(max_length=300)

    def __init__(self, setting: Setting, now: Any, data: Any = None) -> None:
        super().__init__(data, initial={"value": now, "place": "installation:0"})
        self.places = {place.key: place for place in places(setting.per)}
        self.fields["value"] = _field(setting.type)
        ticked = isinstance(setting.type, Bool)
        self.fields["value"].label = _("新的值：勾选为是，不勾选为否") if ticked else _("新的值")
        self.fields["place"].label = _("适用于")
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            (key, "　" * place.depth + (place.name or _("全系统")))
            for key, place in self.places.items()
        ]
        self.fields["locked"].label = _("下级不得另行设置")
        self.fields["basis"].label = _("依据")
        self.fields["basis"].help_text = _("批准的文件或会议纪要的编号。")
        if len(self.places) == 1:
            self.fields["place"].widget = forms.HiddenInput()
            del self.fields["locked"]


def _field(kind: Any) -> forms.Field:
    if isinstance(kind, Bool):
        return forms.BooleanField(required=False)
    if isinstance(kind, Int):
        return forms.IntegerField(min_value=kind.least, max_value=kind.most, help_text=_range(kind))
    if isinstance(kind, Choice):
        return forms.ChoiceField(choices=kind.options, widget=forms.RadioSelect)
    longest = kind.longest if isinstance(kind, Text) else LONG
    widget = forms.Textarea(attrs={"rows": 3}) if longest > LONG else forms.TextInput
    return forms.CharField(required=False, max_length=longest, widget=widget)


def _range(kind: Int) -> str:
    return _("{least} 至 {most} {unit}").format(
        least=kind.least, most=kind.most, unit=kind.unit
    ).strip()  # fmt: skip
