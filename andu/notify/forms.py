"""What the browser sends in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from andu.notify.models import Rhythm

USUAL = _("按本单位的规定")
_clock = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class RhythmForm(forms.ModelForm):  # type: ignore[type-arg]
    """When to be told beyond the bell."""

    class Meta:
        model = Rhythm
        fields = ["digest", "daily_at", "quiet", "quiet_since", "quiet_until"]
        labels = {
            "digest": _("短信、邮件等何时发送"), "daily_at": _("每天汇总的时间"),
            "quiet": _("免打扰"), "quiet_since": _("从"), "quiet_until": _("到"),
        }  # fmt: skip
        help_texts = {
            "daily_at": _("选“每天汇总一次”时有效；不填按本单位的时间。"),
            "quiet_until": _("可以跨过零点，例如 22:00 到 07:00。"),
        }
        widgets = {"daily_at": _clock, "quiet_since": _clock, "quiet_until": _clock}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, options in (("digest", Rhythm.Digest), ("quiet", Rhythm.Quiet)):
            self.fields[name] = forms.ChoiceField(
                choices=[("", USUAL), *options.choices], required=False,
                label=self.fields[name].label,
            )  # fmt: skip
