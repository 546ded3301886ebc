"""A simple picture: layers from left to right, branches of a fork stacked, right-angled arrows.

Each region becomes a block; a fork with its branches is one item of the block around it, so
nothing can overlap. Long flows continue on the next row. Lengths are pixels.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from andu.workflow.bpmn.block import Block, Point, arrange
from andu.workflow.bpmn.hanging import ROUND, place, way_out, with_alarms
from andu.workflow.bpmn.labels import label_width
from andu.workflow.bpmn.layers import Item, Way
from andu.workflow.bpmn.sketch import Pair, Shape, Sketch, What
from andu.workflow.bpmn.words import arrow_words

Box = tuple[float, float, float, float]
SIZES = {
    What.START: (36.0, 36.0), What.END: (36.0, 36.0), What.STEP: (132.0, 68.0),
    What.AUTOMATIC: (132.0, 68.0), What.CHOICE: (50.0, 50.0), What.PARALLEL: (50.0, 50.0),
    What.INCLUSIVE: (50.0, 50.0),
    What.FOREIGN: (132.0, 68.0), What.CALL: (132.0, 68.0), What.WAIT: (36.0, 36.0),
    What.STOP: (36.0, 36.0), What.ALARM: (ROUND, ROUND),
}  # fmt: skip
MARGIN = 24.0
UNDER = 38.0
NAMED = 92.0
FRAME, HEAD = 18.0, 34.0
BENEATH = 9.0
"""Room beneath a small shape for its name, and how wide that may be; around and above what lies in
a sub-process."""
BOXES = frozenset({What.STEP, What.AUTOMATIC, What.FOREIGN, What.CALL})
"""Shapes that hold their own name."""
_NO_SHAPE = Shape(key="", what=What.FOREIGN)


@dataclass(frozen=True)
class Layout:
    """Boxes by key (x, y, width, height); lines and label places in the order of the arrows."""

    boxes: Mapping[str, Box]
    lines: tuple[tuple[Point, ...], ...]
    labels: tuple[Point | None, ...] = ()
    others: Mapping[str, Box] = field(default_factory=dict)
    frames: frozenset[str] = frozenset()  # the keys of sub-processes

    @property
    def bounds(self) -> Box:
        """The frame around everything."""
        boxes = [*self.boxes.values(), *self.others.values()]
        xs = [x for line in self.lines for x, _y in line]
        ys = [y for line in self.lines for _x, y in line]
        left = min([x for x, *_rest in boxes] + xs) - MARGIN
        top = min([y for _x, y, *_rest in boxes] + ys) - MARGIN
        right = max([x + width for x, _y, width, _h in boxes] + xs) + MARGIN
        bottom = max([y + height + UNDER for _x, y, _w, height in boxes] + ys) + MARGIN / 2
        return (left, top, right - left, bottom - top)


def lay_out(sketch: Sketch, width: float = 1300) -> Layout:
    """Places for everything of a sketch made by `sketch_of`."""
    work = _Work(sketch)
    inside = {key for pair in sketch.pairs.values() for branch in pair.branches for key in branch}
    outside = [s.key for s in sketch.shapes if s.key not in inside and not s.inside]
    work.put(work.block(outside, width), MARGIN, MARGIN)
    work.put_ways_out_of_branches()
    order = range(len(sketch.arrows))
    return Layout(
        work.boxes,
        tuple(work.lines[at] for at in order),
        tuple(work.labels.get(at) for at in order),
        frames=frozenset(s.key for s in sketch.shapes if s.what is What.SUB),
    )


class _Work:
    def __init__(self, sketch: Sketch) -> None:
        self.sketch = sketch
        self.shapes = {shape.key: shape for shape in sketch.shapes}
        self.joins = {pair.join: split for split, pair in sketch.pairs.items()}
        self.alarms: dict[str, list[str]] = {}
        self.hosts: dict[str, str] = {}
        for shape in sketch.shapes:
            host = self.shapes.get(shape.host)
            if host is not None and host.inside == shape.inside:
                self.alarms.setdefault(host.key, []).append(shape.key)
                self.hosts[shape.key] = host.key
        self.out: dict[str, list[int]] = {shape.key: [] for shape in sketch.shapes}
        for at, arrow in enumerate(sketch.arrows):
            self.out[arrow.source].append(at)
        self.boxes: dict[str, Box] = {}
        self.lines: dict[int, tuple[Point, ...]] = {}
        self.labels: dict[int, Point] = {}

    def block(self, members: list[str], width: float = 0, last: str = "") -> Block:
        """One region arranged; forks in it are arranged first."""
        here, nested = set(members), self._nested(members)
        items = {
            key: self._item(key) for key in members
            if key not in nested and self.joins.get(key) not in here
            and self.shapes[key].inside not in here and self.hosts.get(key) not in here
        }  # fmt: skip
        return arrange(items, self._ways(items), width, last)

    def _nested(self, members: list[str]) -> set[str]:
        """What lies in the branches of forks among these."""
        return {
            key for split in members if split in self.sketch.pairs
            for branch in self.sketch.pairs[split].branches for key in branch
        }  # fmt: skip

    def _item(self, key: str) -> Item:
        return with_alarms(self._bare(key), self.alarms.get(key, ()))

    def _bare(self, key: str) -> Item:
        if self.shapes[key].what is What.SUB:
            return self._frame(key)
        pair = self.sketch.pairs.get(key)
        if pair is None:
            return _plain(self.shapes[key])
        return self._fork(key, pair).as_item(key, key, pair.join)

    def _frame(self, key: str) -> Item:
        """A sub-process: what lies in it, with room for its name above and a margin around."""
        inner = self.block([shape.key for shape in self.sketch.shapes if shape.inside == key])
        wide, high = inner.width + 2 * FRAME, inner.height + FRAME + HEAD
        return Item(key, wide, high, high / 2, high / 2, block=inner)

    def _fork(self, split: str, pair: Pair) -> Block:
        """The opening gateway, the stacked branches, the closing one."""
        inner = {split: _plain(self.shapes[split])}
        ways = []
        for at, branch in zip(self.out[split], pair.branches, strict=True):
            name = f"{split}\0{at}"
            if not branch:
                ways.append(self._way(at, split, pair.join))
                continue
            into = [n for key in branch for n in self.out[key] if self._to(n) == pair.join]
            end = self.sketch.arrows[into[0]].source if into else self._stop(branch)
            ends = [self._owner(self._to(at)), self._owner(end)]
            inner[name] = self.block(list(branch), 0, ends[1]).as_item(name, *ends)
            ways += [self._way(at, split, name)]
            ways += [self._way(n, name, pair.join) for n in into[:1]]
        inner[pair.join] = _plain(self.shapes[pair.join])
        return arrange(inner, ways, 0, pair.join)

    def _stop(self, branch: tuple[str, ...]) -> str:
        """Where a branch ends that does not come to the closing gateway."""
        outer = [key for key in branch if key not in self._nested(list(branch))]
        stops = [key for key in outer if self.shapes[key].what is What.STOP]
        return (stops or outer)[-1]

    def _to(self, at: int) -> str:
        return self.sketch.arrows[at].target

    def _owner(self, key: str) -> str:
        """The item a shape is part of: a closing gateway belongs to its opening one, an alarm to
        what it hangs on."""
        key = self.hosts.get(key, key)
        return self.joins.get(key, key)

    def _ways(self, items: dict[str, Item]) -> list[Way]:
        ways = [
            self._way(at, key, self._to(at))
            for key in items
            for at in self.out[self.sketch.pairs[key].join if key in self.sketch.pairs else key]
            if self._to(at) in items
        ]
        for item in items.values():
            for number, alarm in enumerate(item.under):
                out, begin = self.out[alarm], way_out(item, number)
                ways += [self._way(n, item.key, self._to(n), begin) for n in out]
        ways = [way for way in ways if way.target in items]
        return sorted(ways, key=lambda way: way.at)

    def _way(self, at: int, source: str, target: str, begin: tuple[Point, ...] = ()) -> Way:
        return Way(at, source, target, label_width(arrow_words(self.sketch.arrows[at])), begin)

    def put_ways_out_of_branches(self) -> None:
        """From an alarm within a branch to the way it opens: beneath all that lies there."""
        for at, arrow in enumerate(self.sketch.arrows):
            if at not in self.lines:
                self.lines[at] = self._beneath(arrow.source, arrow.target)

    def _beneath(self, source: str, target: str) -> tuple[Point, ...]:
        inside = self.shapes[source].inside
        boxes = [self.boxes[s.key] for s in self.sketch.shapes if s.inside == inside]
        floor = max(top + high for _x, top, _w, high in boxes) + BENEATH
        x, y, wide, high = self.boxes[source]
        left, top, _w, tall = self.boxes[target]
        begin, end, side = x + wide / 2, top + tall / 2, left - BENEATH
        return (begin, y + high), (begin, floor), (side, floor), (side, end), (left, end)

    def put(self, block: Block, x: float, y: float) -> None:
        """Turn places within blocks into places in the picture."""
        for at, line in block.lines.items():
            self.lines[at] = tuple((x + px, y + py) for px, py in line)
        for at, (lx, ly) in block.labels.items():
            self.labels[at] = (x + lx, y + ly)
        for item, (ix, iy) in block.places.values():
            if item.block is not None and self.shapes.get(item.key, _NO_SHAPE).what is What.SUB:
                wide, high = item.own if item.under else (item.width, item.height)
                self.boxes[item.key] = (x + ix, y + iy, wide, high)
                self.put(item.block, x + ix + FRAME, y + iy + HEAD)
            elif item.block is not None:
                self.put(item.block, x + ix, y + iy)
            else:
                width, height = SIZES[self.shapes[item.key].what]
                self.boxes[item.key] = (x + ix + item.left, y + iy, width, height)
            for number, alarm in enumerate(item.under):
                right, down = place(item, number)
                self.boxes[alarm] = (x + ix + right, y + iy + down, ROUND, ROUND)


def _plain(shape: Shape) -> Item:
    """A shape; small ones keep room beneath and beside for their names."""
    width, height = SIZES[shape.what]
    middle = height / 2
    says = shape.name or shape.what is What.WAIT
    if not says or shape.what in BOXES:
        return Item(shape.key, width, height, middle, middle)
    side = (NAMED - width) / 2
    return Item(shape.key, NAMED, height + UNDER, middle, middle, side, side, solid=height)
