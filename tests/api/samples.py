"""One request for each operation of the API: who sends what where. A new operation that writes or
reads needs its line here, and is walked from then on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from andu.api.site import document
from andu.approvals.attachments import Papers
from andu.approvals.handling import opened
from andu.config import urls
from andu.organisation.models import Member
from tests.cast import actor_of

assert urls.urlpatterns  # mounts every room's part
READING = {"get", "head"}
LEAVE = {"title": "请假申请（方亦舒）", "urgency": 2, "fields": {"reason": "回乡探亲", "days": 3}}


@dataclass
class World:
    """What the samples speak of."""

    people: dict[str, Member]
    matter: Any
    paper: Any

    def __getitem__(self, name: str) -> Member:
        return self.people[name]


@dataclass
class Call:
    """One request."""

    who: Member
    path: str
    said: Any = field(default_factory=dict)


def operations(*, reading: bool) -> Iterator[tuple[str, str, str]]:
    """Name, method and address of every operation that reads, or of every one that writes."""
    for path, methods in document()["paths"].items():
        for method, said in methods.items():
            if (method in READING) == reading:
                yield said["operationId"], method, path


def _at(world: World, rest: str = "") -> str:
    return f"/api/matters/{world.matter.pk}{rest}"


def _paper(world: World) -> Call:
    file = Papers(opened(world.matter, actor_of(world["clerk"]))).all[0].file
    return Call(world["clerk"], _at(world, f"/attachments/{file.pk}"))


READS: dict[str, Callable[[World], Call]] = {
    "me": lambda world: Call(world["clerk"], "/api/me"),
    "listing": lambda world: Call(world["office_head"], "/api/lists/todo"),
    "templates": lambda world: Call(world["clerk"], "/api/templates"),
    "template": lambda world: Call(world["clerk"], "/api/templates/leave"),
    "matter": lambda world: Call(world["office_head"], _at(world)),
    "attachment": _paper,
}
WRITES: dict[str, Callable[[World], Call]] = {
    "start": lambda world: Call(world["clerk"], "/api/templates/leave/matters", LEAVE),
    "decide": lambda world: Call(
        world["office_head"], _at(world, "/decision"), {"verb": "agree", "opinion": "同意"}
    ),
    "operate": lambda world: Call(world["clerk"], _at(world, "/operations/follow")),
}
