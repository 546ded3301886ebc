"""Which blocks stand on a desk, and in which order: as the person chose, else as the organisation
chose for the role, else as usual."""

from collections.abc import Iterable

from django.db.models import Q

from andu.kit.actor import Actor
from andu.portal.models import DeskPlace
from andu.portal.placing import Placed
from andu.ui.blocks import CLERK, HEAD, KEEPER, LEADER, NOTICES, SCHEDULE, Block, all_blocks

USUAL = {
    LEADER: ("today", "to_fill", "returned", "unit", "stuck", "mine", NOTICES, SCHEDULE, "reading",
             "duties", "delegated", "followed", "usual"),
    HEAD: ("today", "to_fill", "returned", "unit", "stuck", "mine", NOTICES, SCHEDULE, "duties",
           "reading", "delegated", "usual", "followed"),
    KEEPER: ("today", "to_fill", "stuck", "returned", "mine", NOTICES, SCHEDULE, "duties",
             "reading", "delegated", "usual", "followed"),
    CLERK: ("today", "to_fill", "returned", "mine", NOTICES, SCHEDULE, "duties", "reading",
            "delegated", "usual", "followed"),
}  # fmt: skip
PUT_AWAY = {LEADER: {"usual"}}


def for_person(actor: Actor, role: str) -> tuple[list[Placed], bool]:
    """The desk of a person, and whether they arranged it themselves; one statement."""
    mine = Q(member=actor.member_id or 0)
    theirs = Q(organisation=actor.organisation_id or 0, role=role)
    rows = list(DeskPlace.objects.filter(mine | theirs))
    own = [row for row in rows if row.member_id]
    blocks = [block for block in all_blocks() if block.is_for(actor, role)]
    return _placed(blocks, own or rows, role), bool(own)


def for_role(organisation_id: int, role: str) -> tuple[list[Placed], bool]:
    """The desk an organisation gives to people in a role, and whether it chose it itself."""
    rows = list(DeskPlace.objects.of_role(organisation_id, role))
    blocks = [block for block in all_blocks() if block.suits(role)]
    return _placed(blocks, rows, role), bool(rows)


def _placed(blocks: Iterable[Block], rows: Iterable[DeskPlace], role: str) -> list[Placed]:
    """In the order of the rows; what they don't name comes behind, in the usual order."""
    chosen = {row.block: (row.order, row.is_shown) for row in rows}
    usual = {code: order for order, code in enumerate(USUAL[role])}
    later = len(chosen) + len(usual)

    def key(block: Block) -> tuple[bool, int, int]:
        at = chosen[block.code][0] if block.code in chosen else later
        return (not block.fixed, at, usual.get(block.code, later))

    def shown(block: Block) -> bool:
        usually = block.code not in PUT_AWAY.get(role, ())
        return block.fixed or chosen.get(block.code, (0, usually))[1]

    return [Placed(block, shown(block)) for block in sorted(blocks, key=key)]
