"""Which topics exist and who may listen to each. Declared in the rooms' topics.py."""

from collections.abc import Callable
from dataclasses import dataclass

from andu.kit.actor import Actor

LONGEST = 80

_topics: dict[str, "Topic"] = {}


@dataclass(frozen=True)
class Topic:
    """A kind of topic: `member` for member:3; `may_listen(actor, "3")` is asked when a page
    subscribes and again when rights change. It may read the database; what it raises is a no."""

    name: str
    may_listen: Callable[[Actor, str], bool]

    def __post_init__(self) -> None:
        _topics[self.name] = self


def may_listen(actor: Actor, topic: str) -> bool:
    """Whether the actor may listen to "name:key"; unknown names and malformed keys are a no."""
    name, _, key = topic.partition(":")
    if name not in _topics or not key or len(topic) > LONGEST:
        return False
    try:
        return bool(_topics[name].may_listen(actor, key))
    except (ValueError, LookupError):
        return False
