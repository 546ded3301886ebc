"""Who may listen to what: everybody to what concerns themselves."""

from andu.kit.actor import Actor
from andu.realtime.registry import Topic


def _is_oneself(actor: Actor, key: str) -> bool:
    return actor.member_id is not None and str(actor.member_id) == key


MEMBER = Topic("member", _is_oneself)
