"""Forms about the working calendar."""

import datetime
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from andu.organisation.forms.picking import PickField, Within
from andu.organisation.models import Workday

LONGEST = 60  # days set at once
WEEKDAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))


class DayForm(forms.Form):
    """A day that differs, or several on end; without a kind they become ordinary days again."""

    day = forms.DateField(label=_("日期"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(
        label=_("到（含）"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("连着几天的填最后一天；只有一天的不填。"),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("定为"),
        required=False,
        initial=Workday.Kind.HOLIDAY,
        choices=[*Workday.Kind.choices, ("", _("平常日（删去）"))],
    )
    name = forms.CharField(label=_("名称"), max_length=40, required=False)
    hours = forms.CharField(
        label=_("上班时间"), max_length=80, required=False,
        help_text=_("只上半天或时间另定时填写，例如 08:30-12:00；调休上班不填为平常作息。"),
    )  # fmt: skip

    @property
    def days(self) -> list[datetime.date]:
        """The days it is about."""
        first = self.cleaned_data["day"]
        last = self.cleaned_data["until"] or first
        return [first + datetime.timedelta(n) for n in range((last - first).days + 1)]

    def clean(self) -> dict[str, Any]:
        """The last day comes after the first, and not much later."""
        said = super().clean() or {}
        first, last = said.get("day"), said.get("until")
        if first and last and not 0 <= (last - first).days <= LONGEST:
            words = _("最后一天应在第一天之后，相隔不超过 {most} 天。")
            self.add_error("until", words.format(most=LONGEST))
        said["hours"] = " ".join(unicodedata.normalize("NFKC", said.get("hours", "")).split())
        return said


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
