"""What may stand on the desk (工作台). A room offers a block; the desk shows it to whom it is for,
in the order that the organisation or the person has chosen.

A room's `blocks.py` calls `register(Block(...))` at import. Nothing is shown of a block whose
context is None: a place exists only while somebody fills it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor

MAIN, SIDE = "main", "side"
LEADER, HEAD, KEEPER, CLERK = "leader", "head", "keeper", "clerk"
ROLES = {
    LEADER: _("单位领导"),
    HEAD: _("部门负责人和联络员"),
    KEEPER: _("流程管理员"),
    CLERK: _("一般人员"),
}
SCHEDULE, NOTICES = "schedule", "notices"  # the codes kept for the rooms that will have them

Context = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Block:
    """One panel of the desk: `code`, what people call it (`label`), what it is good for (`help`).

    `template` is a fragment; it gets `block`, `role` and, as `it`, what `context(request)` answers
    (None: the block isn't there today). For whom: people in one of `roles` (none named: everybody)
    who hold `right` (if any) somewhere. `column` is MAIN or SIDE; a `fixed` block is always there,
    and first.
    """

    code: str
    label: Any
    help: Any
    template: str
    context: Callable[[HttpRequest], Context | None]
    roles: Collection[str] = ()
    right: str = ""
    column: str = SIDE
    fixed: bool = False

    def is_for(self, actor: Actor, role: str) -> bool:
        """Whether somebody in this role may have the block."""
        return self.suits(role) and (not self.right or bool(actor.scopes(self.right)))

    def suits(self, role: str) -> bool:
        """Whether the block is meant for people in this role."""
        return not self.roles or role in self.roles


_blocks: dict[str, Block] = {}


def register(*blocks: Block) -> None:
    """Offer blocks; a second one with the same code takes the first one's place."""
    for block in blocks:
        _blocks[block.code] = block


def all_blocks() -> list[Block]:
    """Every block there is."""
    return list(_blocks.values())
