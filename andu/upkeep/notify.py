"""The kinds of notices this room sends, and who may still open what they lead to."""

import re

from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.notify.channels import Door, Kind
from andu.upkeep.models import Report

REPORTED = Kind("upkeep.reported", _("我管理的流程有人反映问题"), order=5)
ANSWERED = Kind("upkeep.answered", _("我反映的流程问题有答复"), order=10)
WAIVER = Kind("upkeep.waiver", _("线下例外的申请和结果"), order=10)

_REPORT = re.compile(r"/upkeep/reports/([0-9]{1,18})$")


def _openable(actor: Actor, links: set[str]) -> set[str]:
    """Links to reports the person may see now; at most three statements."""
    asked = {link: int(found[1]) for link in links if (found := _REPORT.match(link))}
    rows = Report.objects.visible_to(actor).filter(pk__in=set(asked.values()))
    seen = set(rows.values_list("pk", flat=True))
    return {link for link, number in asked.items() if number in seen}


REPORTS = Door("/upkeep/reports/", _openable)
