"""What the administrator may decide here."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.policy.declaring import Setting


@dataclass(frozen=True)
class Times:
    """Stretches of a day: 08:30-12:00 13:30-17:30."""

    def read(self, text: str) -> str:
        """The stored text as a value."""
        return text

    def write(self, value: str) -> str:
        """The value as stored text; ValueError when a stretch is not two rising times."""
        for stretch in str(value).split():
            start, end = (datetime.time.fromisoformat(part) for part in stretch.split("-"))
            if start >= end:
                raise ValueError(stretch)
        if not str(value).split():
            raise ValueError(value)
        return " ".join(str(value).split())


DAY = Setting(
    "organisation.usual_day", Times(), "08:30-12:00 13:30-17:30", per="organisation",
    label=_("平常日作息"), help=_("没有另设作息的部门，周一至周五按这个时间计算工作时间。"),
    group=_("组织"),
)  # fmt: skip
