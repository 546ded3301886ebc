"""Arranging a desk: one's own, or the one an organisation gives to people in a role."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.organisation.models import Member, Organisation
from andu.portal import rules
from andu.portal.events import DeskArranged
from andu.portal.models import DeskPlace
from andu.portal.placing import DOWN, HIDE, SHOW, UP, Placed, moved
from andu.portal.queries import arrangement
from andu.ui.blocks import ROLES


@transaction.atomic
def arrange_own(role: str, code: str, move: str, *, by: Actor) -> list[Placed]:
    """Put one block of one's own desk "up" or "down", "show" it or "hide" it; `role` is as what
    one sits there, for the arrangement one begins with."""
    _lock_own(by)
    places, _is_own = arrangement.for_person(by, role)
    require(rules.may_arrange_own(by, places, code, move))
    places = moved(places, code, move)
    _keep(places, member_id=by.member_id)
    return places


@transaction.atomic
def reset_own(*, by: Actor) -> None:
    """Take the organisation's arrangement again."""
    _lock_own(by)
    require(rules.may_reset_own(by))
    DeskPlace.objects.visible_to(by).delete()


@transaction.atomic
def arrange_role(
    organisation: Organisation, role: str, code: str, move: str, *, by: Actor
) -> list[Placed]:
    """Change the desk of everybody in a role who has not arranged their own."""
    organisation = lock(organisation)
    places, _is_own = arrangement.for_role(organisation.pk, role)
    require(rules.may_arrange_role(by, organisation, role, places, code, move))
    places = moved(places, code, move)
    _keep(places, organisation_id=organisation.pk, role=role)
    label = next(place.block.label for place in places if place.block.code == code)
    said = _MOVED[move]().format(block=label)
    record(DeskArranged(role=str(ROLES[role]), change=said), by=by, on=organisation)
    return places


@transaction.atomic
def reset_role(organisation: Organisation, role: str, *, by: Actor) -> None:
    """Give people in a role the usual desk again."""
    organisation = lock(organisation)
    require(rules.may_reset_role(by, organisation, role))
    DeskPlace.objects.of_role(organisation.pk, role).delete()
    record(DeskArranged(role=str(ROLES[role]), change=_("恢复默认")), by=by, on=organisation)


_MOVED = {
    UP: lambda: _("上移“{block}”"), DOWN: lambda: _("下移“{block}”"),
    SHOW: lambda: _("显示“{block}”"), HIDE: lambda: _("隐藏“{block}”"),
}  # fmt: skip


def _lock_own(by: Actor) -> None:
    """One change of a person's desk after the other."""
    if by.member_id:
        lock(Member(pk=by.member_id))


def _keep(places: Sequence[Placed], **whose: Any) -> None:
    """Write down every place anew: a desk has a dozen of them."""
    codes = [place.block.code for place in places]
    DeskPlace.objects.filter(**whose, block__in=codes).delete()
    DeskPlace.objects.bulk_create(
        DeskPlace(**whose, block=place.block.code, order=order, is_shown=place.is_shown)
        for order, place in enumerate(places)
    )
