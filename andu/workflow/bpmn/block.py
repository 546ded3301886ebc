"""One region as a block: items in layers, layers in rows, ways between them at right angles.

Between two layers lies a gap; vertical lines run only in gaps, each on its own track, and
horizontal lines only at the height of an item, of a held-open place, or in a channel beneath a
row. So no line runs through a shape.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from andu.workflow.bpmn.heights import settle
from andu.workflow.bpmn.layers import Item, Layers, Spot, Way, layered
from andu.workflow.bpmn.tracks import Slot, Tracks

Point = tuple[float, float]
CHANNEL = 20.0
EDGE = 18.0


@dataclass
class Block:
    """What came of it: places of items, lines and label places of ways, and the size."""

    width: float = 0.0
    height: float = 0.0
    places: dict[str, tuple[Item, Point]] = field(default_factory=dict)
    lines: dict[int, tuple[Point, ...]] = field(default_factory=dict)
    labels: dict[int, Point] = field(default_factory=dict)

    def as_item(self, key: str, entry: str, exit_: str) -> Item:
        """The block as an item of the block around it; ways go on to its entry and exit."""
        first, (left, top) = self.places[entry]
        last, (x, y) = self.places[exit_]
        return Item(
            key, self.width, self.height, top + first.port_in, y + last.port_out,
            left + first.left, self.width - (x + last.width - last.right), self,
        )  # fmt: skip


@dataclass
class _Row:
    layers: range
    top: float = 0.0
    bottom: float = 0.0
    xs: dict[int, float] = field(default_factory=dict)
    channels: int = 0


def arrange(items: dict[str, Item], ways: Sequence[Way], width: float = 0, last: str = "") -> Block:
    """Place the items of one region; with a width, go on on further rows. `last` comes last."""
    layers = layered(items, ways, last)
    settle(layers)
    return _Arranging(layers, width).run()


class _Arranging:
    def __init__(self, layers: Layers, width: float) -> None:
        self.layers = layers
        self.wides = [
            max((s.item.width for s in layer if s.item), default=0.0) for layer in layers.spots
        ]
        self.rows = self._rows(width)
        self.row_of = {n: at for at, row in enumerate(self.rows) for n in row.layers}
        self.tracks = Tracks()
        self.parts = Counter(one for one, _other in layers.legs())
        self.block = Block()
        self.margin: dict[int, int] = {}

    def run(self) -> Block:
        """Widths first, then heights, then lines."""
        self._book()
        self._across()
        self._down()
        for layer in self.layers.spots:
            for spot in layer:
                if spot.item:
                    place = (self._left(spot), self._y(spot) - spot.item.port_in)
                    self.block.places[spot.item.key] = (spot.item, place)
        for way, spots in self.layers.forward:
            self.block.lines[way.at] = _straightened(self._forward(way, spots))
        for way, source, target in self.layers.backward:
            self.block.lines[way.at] = _straightened(self._detour(way, source, target))
        return self.block

    def _rows(self, width: float) -> list[_Row]:
        """Break only where a single way goes on, once a row is wide enough."""
        count = len(self.wides)
        if not width:
            return [_Row(range(count))]
        rows, first, used = [], 0, 0.0
        crossing = self.layers.crossing()
        for at in range(count):
            used += self.wides[at] + 60
            beyond = used + (self.wides[at + 1] if at + 1 < count else 0) > width
            if beyond and at + 2 < count and crossing[at] == 1:
                rows.append(_Row(range(first, at + 1)))
                first, used = at + 1, 0.0
        return [*rows, _Row(range(first, count))]

    def _breaks(self, one: Spot, other: Spot) -> bool:
        return self.row_of[one.layer] != self.row_of[other.layer]

    def _book(self) -> None:
        """Ask for every track and channel, so that widths are known before anything is placed."""
        for way, spots in self.layers.forward:
            for at, (one, other) in enumerate(pairwise(spots)):
                label = way.label if at == 0 else 0.0
                if self._breaks(one, other):
                    self._book_detour(way, one, other)
                elif abs(_out(way, one) - other.y) > 0.5:
                    self.tracks.book(self._after(one), self.trunk(way, one, other), label)
                else:
                    self.tracks.widen(self._after(one), label)
        for way, source, target in self.layers.backward:
            self._book_detour(way, source, target)

    def trunk(self, way: Way, one: Spot, other: Spot) -> tuple[str, int]:
        """Whose track a way uses: that of its source where ways part, else that of its target; that
        of an alarm has its own."""
        if _begins_apart(way, one):
            return ("alarm", way.at)
        return ("from", id(one)) if self.parts[one] > 1 else ("into", id(other))

    def _book_detour(self, way: Way, source: Spot, target: Spot) -> None:
        self.tracks.book(self._after(source), ("back", way.at), way.label)
        self.tracks.book(self._before(target), ("to", id(target)), 0.0)
        for row in {self._channel_row(source, target), self._target_row(source, target)}:
            self.rows[row].channels += 1
        if self._channel_row(source, target) != self._target_row(source, target):
            self.margin[way.at] = len(self.margin)

    def _after(self, spot: Spot) -> Slot:
        return (self.row_of[spot.layer], spot.layer + 1)

    def _before(self, spot: Spot) -> Slot:
        return (self.row_of[spot.layer], spot.layer)

    def _channel_row(self, source: Spot, target: Spot) -> int:
        """The row beneath which a detour leaves its source."""
        here, there = self.row_of[source.layer], self.row_of[target.layer]
        return here - 1 if there < here else here

    def _target_row(self, source: Spot, target: Spot) -> int:
        here, there = self.row_of[source.layer], self.row_of[target.layer]
        return there if there < here else here

    def _across(self) -> None:
        for at, row in enumerate(self.rows):
            x = len(self.margin) * CHANNEL + (EDGE if len(self.rows) > 1 else 0.0)
            for layer in row.layers:
                inner = layer != row.layers[0]
                x = self.tracks.place((at, layer), x, inner)
                row.xs[layer] = x
                x += self.wides[layer]
            x = self.tracks.place((at, row.layers[-1] + 1), x, False)
            self.block.width = max(self.block.width, x)

    def _down(self) -> None:
        top = 0.0
        for row in self.rows:
            spots = [spot for layer in row.layers for spot in self.layers.spots[layer]]
            highest = min(spot.y - spot.above for spot in spots)
            lowest = max(spot.y + spot.below for spot in spots)
            row.top = top - highest
            row.bottom = top + lowest - highest + 6
            top = row.bottom + row.channels * CHANNEL + (EDGE if row.channels else 0.0)
            row.channels = 0  # counted anew as they are used
        self.block.height = top

    def _y(self, spot: Spot) -> float:
        return spot.y + self.rows[self.row_of[spot.layer]].top

    def _left(self, spot: Spot) -> float:
        x = self.rows[self.row_of[spot.layer]].xs[spot.layer]
        width = spot.item.width if spot.item else 0.0
        return x + (self.wides[spot.layer] - width) / 2

    def _begin(self, way: Way, spot: Spot) -> list[Point]:
        if _begins_apart(way, spot):
            x, y = self._left(spot), self._y(spot) - spot.above
            return [(x + right, y + down) for right, down in way.begin]
        return [self._port(spot)]

    def _port(self, spot: Spot) -> Point:
        if spot.item is None:
            x = self.rows[self.row_of[spot.layer]].xs[spot.layer]
            return (x + self.wides[spot.layer], self._y(spot))
        right = self._left(spot) + spot.item.width - spot.item.right
        return (right, self._y(spot) + spot.out - spot.y)

    def _end(self, spot: Spot) -> Point:
        if spot.item is None:
            return (self.rows[self.row_of[spot.layer]].xs[spot.layer], self._y(spot))
        return (self._left(spot) + spot.item.left, self._y(spot))

    def _forward(self, way: Way, spots: list[Spot]) -> list[Point]:
        points: list[Point] = []
        for at, (one, other) in enumerate(pairwise(spots)):
            if self._breaks(one, other):
                points += self._detour(way, one, other)
                continue
            begin, end = self._begin(way, one), self._end(other)
            x, y = begin[-1]
            track = self.tracks.at(self._after(one), self.trunk(way, one, other))
            points += [*begin, (track or x, y), (track or x, end[1]), end]
            if at == 0 and way.label:
                self._label(way, self.tracks.end(self._after(one)), end[1])
        return points

    def _detour(self, way: Way, source: Spot, target: Spot) -> list[Point]:
        first, end = self._begin(way, source), self._end(target)
        begin = first[-1]
        down = self.tracks.at(self._after(source), ("back", way.at)) or begin[0]
        up = self.tracks.at(self._before(target), ("to", id(target))) or end[0]
        channel = self._channel(self._channel_row(source, target))
        if way.label:
            self._label(way, down - way.label - 6, channel)
        points = [*first, (down, begin[1]), (down, channel)]
        if way.at in self.margin and self._channel_row(source, target) != self._target_row(
            source, target
        ):
            second = self._channel(self._target_row(source, target))
            aside = self.margin[way.at] * CHANNEL
            points += [(aside, channel), (aside, second)]
            channel = second
        return [*points, (up, channel), (up, end[1]), end]

    def _channel(self, row: int) -> float:
        self.rows[row].channels += 1
        return self.rows[row].bottom + self.rows[row].channels * CHANNEL

    def _label(self, way: Way, x: float, y: float) -> None:
        taken = {place for at, place in self.block.labels.items() if at != way.at}
        while (x, y) in taken:
            y -= 17
        self.block.labels[way.at] = (x, y)


def _begins_apart(way: Way, spot: Spot) -> bool:
    """Whether a way leaves this spot from an alarm on it."""
    return bool(way.begin) and spot.item is not None and spot.item.key == way.source


def _out(way: Way, spot: Spot) -> float:
    """How high a way leaves a spot."""
    return spot.y - spot.above + way.begin[-1][1] if _begins_apart(way, spot) else spot.out


def _straightened(points: list[Point]) -> tuple[Point, ...]:
    """Without points that change nothing."""
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and any(kept[-2][i] == kept[-1][i] == point[i] for i in (0, 1)):
            kept.pop()
        kept.append(point)
    return tuple(kept)
