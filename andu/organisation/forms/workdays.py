"""Forms about the working calendar."""

import datetime
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from andu.organisation.forms.picking import PickField, Within
from andu.organisation.models import Workday

WEEKDAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))


class DayForm(forms.Form):
    """A day that differs; without a kind it becomes an ordinary day again."""

    day = forms.DateField(label=_("日期"), widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(
        label=_("定为"),
        required=False,
        initial=Workday.Kind.HOLIDAY,
        choices=[*Workday.Kind.choices, ("", _("平常日（删去）"))],
    )
    name = forms.CharField(label=_("名称"), max_length=40, required=False)


class HoursForm(Within):
    """The hours of each weekday: 08:30-12:00 13:30-17:30; empty is a day off."""

    unit = PickField(
        "unit", label=_("部门"), required=False, help_text=_("不填为全机构。")
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, label in enumerate(WEEKDAYS):
            self.fields[f"day{number}"] = forms.CharField(
                label=label, required=False, max_length=80
            )

    def week(self) -> dict[int, list[tuple[datetime.time, datetime.time]]]:
        """The stretches by weekday."""
        return {number: self.cleaned_data[f"day{number}"] for number in range(7)}

    def clean(self) -> dict[str, Any]:
        """Read the stretches."""
        said = super().clean() or {}
        for number in range(7):
            try:
                said[f"day{number}"] = _stretches(said.get(f"day{number}", ""))
            except ValueError:
                self.add_error(f"day{number}", _("请写成 08:30-12:00 13:30-17:30 的样子。"))
        return said


def _stretches(text: str) -> list[tuple[datetime.time, datetime.time]]:
    found = []
    for part in unicodedata.normalize("NFKC", text).split():
        start, end = part.split("-")
        found.append((datetime.time.fromisoformat(start), datetime.time.fromisoformat(end)))
    return found
