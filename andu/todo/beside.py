"""What stands beside a matter in the list somebody came from, and where they go after deciding it.

The room that shows the lists knows how they are filtered; it registers its finder here, so that the
rooms below, which show the matters, can ask. The list is named by a token in `?from=`.
"""

from collections.abc import Callable

from andu.kit.actor import Actor
from andu.todo.queries import Neighbours, neighbours

Finder = Callable[[Actor, int, str], Neighbours | None]
_finders: list[Finder] = []


def find_by(finder: Finder) -> None:
    """Ask this function: finder(actor, matter_id, token) → neighbours, or None for no such list."""
    _finders[:] = [finder]


def beside(actor: Actor, matter_id: int, token: str = "") -> Neighbours:
    """The matter's neighbours in the list of the token, in its order and within its filters; in
    待办 without one. A constant number of statements."""
    for finder in _finders if token else ():
        found = finder(actor, matter_id, token)
        if found is not None:
            return found
    return neighbours(actor.member_id or 0, matter_id)
