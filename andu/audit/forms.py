"""What the audit's list is narrowed to."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.audit.queries import catalogue


def _words(label: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "search"})
    return forms.CharField(label=label, required=False, max_length=64, widget=widget)


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget)


class Filter(forms.Form):
    """Time, person, event, subject, text."""

    since = _day(gettext_lazy("从"))
    until = _day(gettext_lazy("到"))
    person = _words(gettext_lazy("人"))
    event = forms.ChoiceField(label=gettext_lazy("事件"), required=False)
    subject = _words(gettext_lazy("对象"))
    text = _words(gettext_lazy("内容或依据"))

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["event"].choices = [("", _("全部事件")), *catalogue()]  # type: ignore[attr-defined]
