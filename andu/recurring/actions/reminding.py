"""Telling somebody once more of what was laid before them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.notify.telling import tell
from andu.recurring import rules
from andu.recurring.actions.starting import BESIDE
from andu.recurring.events import UnfilledReminded
from andu.recurring.models import Start
from andu.recurring.notify import FILL


@transaction.atomic
def remind_unfilled(start: Start, *, by: Actor) -> Start:
    """Tell the person that a draft still lies there; once."""
    start = lock(start, *BESIDE, "draft")
    require(rules.may_remind(start))
    start.reminded = timezone.now()
    start.save(update_fields=["reminded"])
    title = _("还没有填写：{title}").format(title=start.title)
    tell([start.member], title=title, link=start.get_absolute_url(), kind=FILL.code, by=by)
    record(UnfilledReminded(member=start.member.name), by=by, on=start.occasion.schedule)
    return start
