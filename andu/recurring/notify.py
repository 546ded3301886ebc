"""The kinds of notices this room sends, and who may still open what they lead to."""

import re

from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.notify.channels import Door, Kind
from andu.recurring.models import Schedule

FILL = Kind("recurring.fill", _("定时发起的草稿等我填写"), order=4)
STARTED = Kind("recurring.started", _("以我的名义定时发起了事项"), order=10)
FAILED = Kind("recurring.failed", _("我管理的流程定时发起没有成功"), order=5)

_SCHEDULE = re.compile(r"/admin/processes/[\w-]+/schedules/([0-9]{1,18})(?![0-9])")


def _openable(actor: Actor, links: set[str]) -> set[str]:
    """Pages of schedules the actor may see; other pages of templates are not ours to judge."""
    asked = {link: int(found[1]) for link in links if (found := _SCHEDULE.match(link))}
    rows = Schedule.objects.visible_to(actor).filter(pk__in=set(asked.values()))
    seen = set(rows.values_list("pk", flat=True)) if asked else set()
    return {link for link in links if link not in asked or asked[link] in seen}


SCHEDULES = Door("/admin/processes/", _openable)
