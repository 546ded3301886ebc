"""Whom an opinion may mention (提及): those who see the matter, and, where the actor may circulate
it, colleagues within that range."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Member
from andu.workflow.circulating import may_circulate
from andu.workflow.models import Matter, Participant

MOST_MENTIONED = 20


def strangers(matter: Matter, members: Collection[int]) -> list[int]:
    """Those of the members (by id) who do not see the matter."""
    parts = Participant.objects.filter(matter=matter, member__in=members)
    there = set(parts.values_list("member_id", flat=True))
    return [member for member in members if member not in there]


def may_mention(by: Actor, matter: Matter, mentions: Mapping[int, str]) -> Verdict:
    """At most 20 people of the organisation who are here; who does not see the matter, only when
    the actor may lay it before them."""
    if len(mentions) > MOST_MENTIONED:
        return no(_("一条意见最多提及 {most} 人。").format(most=MOST_MENTIONED), "too-many")
    here = Member.objects.present().filter(organisation=matter.organisation_id, pk__in=mentions)
    if here.count() < len(mentions):
        return no(_("提及的人不在本单位或已离开，请重新选择。"), "not-here")
    new = strangers(matter, mentions)
    allowed = may_circulate(by, matter, new) if new else yes
    if not allowed:
        names = "、".join(mentions[member] for member in new)
        words = _("{names}看不到这件事项，不能提及。{reason}")
        return no(words.format(names=names, reason=allowed.reason), allowed.code)
    return yes
