"""Telling those an opinion mentions; part of the act it belongs to."""

from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.kit.verdict import require
from andu.notify.telling import Note, tell_note
from andu.workflow.actions.circulating import circulate
from andu.workflow.mentioning import may_mention, strangers
from andu.workflow.models import Matter
from andu.workflow.notify import MENTIONED
from andu.workflow.saying import Deed


def _mention(matter: Matter, deed: Deed, by: Actor) -> None:
    """Who sees the matter is told; who doesn't becomes a reader, when the actor may circulate."""
    if not deed.mentions:
        return
    require(may_mention(by, matter, deed.mentions))
    new = strangers(matter, deed.mentions)
    if new:
        circulate(matter, new, _("意见中提到你"), by=by)
    note = Note(
        title=_("{who}在意见中提到你：{title}").format(who=by.words, title=matter.title),
        text=deed.opinion[:200], link=matter.get_absolute_url(), kind=MENTIONED.code,
        urgency=matter.urgency,
    )  # fmt: skip
    tell_note(set(deed.mentions) - set(new), note, by=by)
