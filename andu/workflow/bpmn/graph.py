"""The sketch as a graph that can be changed while it is read."""

from collections import defaultdict, deque
from dataclasses import replace

from andu.workflow.bpmn.sketch import Arrow, Shape, Sketch, What


class Graph:
    """Shapes and arrows with both directions looked up; arrows keep the order of the drawing."""

    def __init__(self, sketch: Sketch) -> None:
        self.shapes: dict[str, Shape] = {shape.key: shape for shape in sketch.shapes}
        self.arrows: list[Arrow] = list(sketch.arrows)
        self.merged: set[str] = set()  # ways come together before these, by a drawn gateway
        self.parted: set[str] = set()  # ways part after these
        self.alarms: dict[str, list[str]] = defaultdict(list)  # what hangs on each shape
        for shape in sketch.shapes:
            if shape.host in self.shapes:
                self.alarms[shape.host].append(shape.key)
        self.link()

    def follow(self, key: str) -> list[str]:
        """What comes after a shape: where its ways lead, and the alarms on it."""
        return [*(arrow.target for arrow in self.out[key]), *self.alarms.get(key, ())]

    def before(self, key: str) -> list[str]:
        """What comes before a shape: where ways to it begin, and what it hangs on."""
        shape = self.shapes.get(key)
        host = [shape.host] if shape and shape.host in self.shapes else []
        return [*(arrow.source for arrow in self.into[key]), *host]

    def link(self) -> None:
        """Look up ways out and in anew."""
        self.out: dict[str, list[Arrow]] = defaultdict(list)
        self.into: dict[str, list[Arrow]] = defaultdict(list)
        for arrow in self.arrows:
            self.out[arrow.source].append(arrow)
            self.into[arrow.target].append(arrow)

    def without_drawn(self) -> None:
        """Take out gateways that stand there only for BPMN's sake, joining their arrows."""
        source, target, gone = dict[str, str](), dict[str, str](), set[int]()
        for key, shape in self.shapes.items():
            if not (shape.is_drawn and shape.what is What.CHOICE):
                continue
            into, out = self.into[key], self.out[key]
            if len(into) == 1:
                source[key] = into[0].source
                gone.add(id(into[0]))
            elif len(out) == 1:
                target[key] = out[0].target
                gone.add(id(out[0]))
        self.merged = {_end(key, target) for key in target}
        self.parted = {_end(key, source) for key in source}
        self.shapes = {k: s for k, s in self.shapes.items() if k not in source and k not in target}
        self.arrows = [
            replace(a, source=_end(a.source, source), target=_end(a.target, target))
            for a in self.arrows if id(a) not in gone
        ]  # fmt: skip
        here = self.shapes.keys()
        self.arrows = [a for a in self.arrows if a.source in here and a.target in here]
        self.link()

    def drop(self, key: str, way: Arrow, **ends: str) -> None:
        """Take out a shape; `way` goes with it and its other arrows get the new end."""
        del self.shapes[key]
        kept = [arrow for arrow in self.arrows if arrow is not way]
        self.arrows = [
            replace(a, **{end: new for end, new in ends.items() if getattr(a, end) == key})  # type: ignore[arg-type]
            for a in kept
        ]  # fmt: skip
        self.link()

    def apart(self, members: set[str]) -> "Graph":
        """These shapes with what joins them as a graph of their own; here they are no more."""
        part = Graph(Sketch(key=""))
        part.merged, part.parted = self.merged & members, self.parted & members
        part.shapes = {key: shape for key, shape in self.shapes.items() if key in members}
        part.arrows = [a for a in self.arrows if {a.source, a.target} <= members]
        part.alarms.update({key: self.alarms.pop(key) for key in members & self.alarms.keys()})
        self.shapes = {key: shape for key, shape in self.shapes.items() if key not in members}
        self.arrows = [a for a in self.arrows if not {a.source, a.target} & members]
        self.link()
        part.link()
        return part

    def reached(self, start: str) -> set[str]:
        """Every shape that can be reached from one."""
        return set(self.nearest(start))

    def nearest(self, start: str) -> list[str]:
        """The shapes reached from one, nearest first."""
        seen, waiting = {start: None}, deque([start])
        while waiting:
            for key in self.follow(waiting.popleft()):
                if key not in seen:
                    seen[key] = None
                    waiting.append(key)
        return list(seen)


def _end(key: str, moved: dict[str, str]) -> str:
    seen = set[str]()
    while key in moved and key not in seen:
        seen.add(key)
        key = moved[key]
    return key
