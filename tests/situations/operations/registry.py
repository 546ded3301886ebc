"""What an operation of the table is, and the list of them all in the order of the guide."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.situations.scene import REASON, Scene


@dataclass(frozen=True)
class Instead:
    """It could not be done, and the product did something else: what, and why."""

    can: str
    why: str


Do = Callable[[Scene], Instead | None]


@dataclass(frozen=True)
class Operation:
    """One row of every situation: its name and who does what, for the guide; what of the product it
    shows (`covers`: commands, acts of time, names of verbs); and how it is done."""

    code: str
    group: "Group"
    words: str
    who: str
    covers: tuple[object, ...]
    do: Do


OPERATIONS: dict[str, Operation] = {}


@dataclass(frozen=True)
class Group:
    """A chapter of the guide, with a page of its own; a decorator for its operations."""

    order: int
    code: str
    title: str

    def __call__(self, words: str, who: str, *covers: object) -> Callable[[Do], Do]:
        def kept(do: Do) -> Do:
            code = do.__name__.rstrip("_")
            OPERATIONS[code] = Operation(code, self, words, who, covers, do)
            return do

        return kept


@contextmanager
def beforehand(scene: Scene) -> Iterator[None]:
    """What must have happened for the operation to make sense, also before a pause; who was told of
    that isn't counted."""
    pauses = scene.loaded.configuration.suspended
    if pauses:
        scene.do("keeper", "resume")
    yield
    if pauses:
        scene.do("keeper", "suspend", REASON)
    scene.heed()
