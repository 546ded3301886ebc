"""Due dates of other makers as our limits, which count working time.

A duration of whole days becomes as many working days; hours beyond them become working hours, at
most one day of them. A fixed date, months and computed dates have no counterpart.
"""

import re

from django.utils.translation import gettext as _

from andu.workflow.bpmn.foreign.gaps import Gap, short
from andu.workflow.bpmn.foreign.tokens import is_expression, wrapped
from andu.workflow.chips import USUAL_DAY

PERIOD = re.compile(
    r"P(?=.)(?:(?P<weeks>\d{1,3})W)?(?:(?P<days>\d{1,4})D)?"
    r"(?:T(?=.)(?:(?P<hours>\d{1,5})H)?(?:(?P<minutes>\d{1,6})M)?(?:(?P<seconds>\d{1,7})S)?)?\Z"
)
FROM_NOW = re.compile(r"""now\(\)\s*\+\s*duration\(\s*["']([^"']+)["']\s*\)\Z""")
MOST = 999_999


def limit_in(text: str) -> int | Gap | None:
    """The working minutes a due date leaves, or why it cannot be told; None where none is set."""
    if not text:
        return None
    inside, language = wrapped(text)
    from_now = FROM_NOW.match(inside) if language == "feel" else None
    minutes = minutes_in(from_now[1] if from_now else text)
    if minutes is not None:
        return minutes
    said = _("到期时间“{text}”不是从收到时算起的时长。")
    if is_expression(text):
        said = _("到期时间“{text}”要到时才算得出。")
    return Gap(said.format(text=short(text)), _("请在这一环节填写办理时限。"), "limit")


def minutes_in(period: str) -> int | None:
    """A period of ISO 8601 (P2D, PT48H) in working minutes; None when it is none or nothing."""
    found = PERIOD.match(period.strip().upper())
    if not found:
        return None
    read = {name: int(text or 0) for name, text in found.groupdict().items()}
    minutes = read["hours"] * 60 + read["minutes"] + -(-read["seconds"] // 60)
    more, rest = divmod(minutes, 24 * 60)
    days = read["weeks"] * 7 + read["days"] + more
    total = days * USUAL_DAY + min(rest, USUAL_DAY)
    return total if 0 < total <= MOST else None
