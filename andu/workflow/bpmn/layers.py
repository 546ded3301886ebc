"""Items in layers: every way goes to a later layer, except those that lead back."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

HOLD = 9.0
"""Room above and below a way that passes a layer."""
MOST_HELD = 2000


@dataclass(frozen=True)
class Item:
    """Something with a place. Ways come in `port_in` below its top, `left` behind its left side,
    and go out at `port_out`, `right` before its right side. `solid` is how high its shape is where
    that is less; `under` the alarms on its edge, at the corner `own`."""

    key: str
    width: float
    height: float
    port_in: float
    port_out: float
    left: float = 0.0
    right: float = 0.0
    block: Any = None
    solid: float = 0.0
    own: tuple[float, float] = (0.0, 0.0)
    under: tuple[str, ...] = ()


@dataclass(frozen=True)
class Way:
    """A way between two items: its number in the sketch, how wide its words are, and, of an alarm,
    where it begins and leaves the item, seen from the item's corner."""

    at: int
    source: str
    target: str
    label: float = 0.0
    begin: tuple[tuple[float, float], ...] = ()


@dataclass(eq=False)
class Spot:
    """A place in a layer, for an item or held open for a way; `y` is where ways come in."""

    layer: int
    item: Item | None = None
    y: float = 0.0

    @property
    def out(self) -> float:
        """Where ways go out."""
        return self.y + (self.item.port_out - self.item.port_in if self.item else 0.0)

    @property
    def above(self) -> float:
        """Room above y."""
        return self.item.port_in if self.item else HOLD

    @property
    def below(self) -> float:
        """Room below y."""
        return self.item.height - self.item.port_in if self.item else HOLD


@dataclass
class Layers:
    """Spots by layer; forward ways with all spots they pass, and ways that lead back."""

    spots: list[list[Spot]]
    forward: list[tuple[Way, list[Spot]]]
    backward: list[tuple[Way, Spot, Spot]]

    def legs(self) -> list[tuple[Spot, Spot]]:
        """Neighbouring spots joined by a way."""
        return [pair for _way, spots in self.forward for pair in pairwise(spots)]

    def crossing(self) -> list[int]:
        """How many ways go from each layer to the next."""
        count = [0] * len(self.spots)
        for one, _other in self.legs():
            count[one.layer] += 1
        return count


def layered(items: dict[str, Item], ways: Sequence[Way], last: str = "") -> Layers:
    """Put items into layers, hold places open for long ways, and order the layers."""
    back = _back(items, ways) | {way.at for way in ways if last and way.source == last}
    forward = [way for way in ways if way.at not in back]
    number = _longest(items, forward)
    if last:
        number[last] = max([*number.values(), number[last]])
        if list(number.values()).count(number[last]) > 1:
            number[last] += 1
    spots: list[list[Spot]] = [[] for _layer in range(max(number.values(), default=0) + 1)]
    spot_of = {key: Spot(number[key], item) for key, item in items.items()}
    for spot in spot_of.values():
        spots[spot.layer].append(spot)
    around = _around(forward, number)
    paths = [(way, _path(way, spot_of, spots)) for way in forward if way.at not in around]
    leading = [
        (way, spot_of[way.source], spot_of[way.target])
        for way in ways if way.at in back | around
    ]  # fmt: skip
    layers = Layers([layer for layer in spots if layer], paths, leading)
    for at, layer in enumerate(layers.spots):
        for spot in layer:
            spot.layer = at
    _order(layers)
    return layers


def _around(ways: Sequence[Way], number: dict[str, int]) -> set[int]:
    """Long ways that go around outside, when holding places open for them would be too much."""
    found, left = set[int](), MOST_HELD
    for way in sorted(ways, key=lambda way: number[way.target] - number[way.source]):
        left -= number[way.target] - number[way.source] - 1
        if left < 0:
            found.add(way.at)
    return found


def _path(way: Way, spot_of: dict[str, Spot], spots: list[list[Spot]]) -> list[Spot]:
    first, last = spot_of[way.source], spot_of[way.target]
    held = [Spot(layer) for layer in range(first.layer + 1, last.layer)]
    for spot in held:
        spots[spot.layer].append(spot)
    return [first, *held, last]


def _back(items: dict[str, Item], ways: Sequence[Way]) -> set[int]:
    """The ways that lead back to something on the way there."""
    out: dict[str, list[Way]] = {key: [] for key in items}
    for way in ways:
        out[way.source].append(way)
    entered = {way.target for way in ways}
    begins = [key for key in items if key not in entered]
    back: set[int] = set()
    state: dict[str, int] = {}
    for start in [*begins, *items]:
        if start in state:
            continue
        state[start] = 1
        stack = [(start, iter(out[start]))]
        while stack:
            key, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                state[key] = 2
                stack.pop()
            elif state.get(following.target) == 1:
                back.add(following.at)
            elif following.target not in state:
                state[following.target] = 1
                stack.append((following.target, iter(out[following.target])))
    return back


def _longest(items: dict[str, Item], ways: Sequence[Way]) -> dict[str, int]:
    number = dict.fromkeys(items, 0)
    waits = dict.fromkeys(items, 0)
    out: dict[str, list[str]] = {key: [] for key in items}
    for way in ways:
        out[way.source].append(way.target)
        waits[way.target] += 1
    ready = [key for key in items if not waits[key]]
    while ready:
        key = ready.pop()
        for target in out[key]:
            number[target] = max(number[target], number[key] + 1)
            waits[target] -= 1
            if not waits[target]:
                ready.append(target)
    return number


def _order(layers: Layers) -> None:
    """A few sweeps of barycentres against crossings."""
    before: dict[Spot, list[Spot]] = {}
    after: dict[Spot, list[Spot]] = {}
    for one, other in layers.legs():
        after.setdefault(one, []).append(other)
        before.setdefault(other, []).append(one)
    for sweep in range(4):
        order = layers.spots if sweep % 2 == 0 else layers.spots[::-1]
        near = before if sweep % 2 == 0 else after
        place = {spot: at for layer in layers.spots for at, spot in enumerate(layer)}
        for layer in order:
            wish = {
                spot: sum(place[n] for n in near[spot]) / len(near[spot]) if near.get(spot)
                else place[spot]
                for spot in layer
            }  # fmt: skip
            layer.sort(key=lambda spot, wish=wish: wish[spot])  # type: ignore[misc]
            place.update((spot, at) for at, spot in enumerate(layer))
