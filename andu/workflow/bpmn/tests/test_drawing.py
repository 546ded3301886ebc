"""The picture: everything in it, nothing over another, nothing a page could run."""

import re
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from lxml import etree

from andu.engine import Edge, Fork, Gate
from andu.engine.tests.drawing import definitions
from andu.workflow.bpmn.drawing import picture
from andu.workflow.bpmn.interchange import drawn_layout
from andu.workflow.bpmn.labels import width, wrap
from andu.workflow.bpmn.layout import lay_out
from andu.workflow.bpmn.reading import read
from andu.workflow.bpmn.sketching import sketch_of
from andu.workflow.bpmn.tests.flows import DRAWINGS, END, START, drawing, flow, person, row, way
from andu.workflow.bpmn.tests.test_round_trip import MANY
from andu.workflow.bpmn.writing import write


def apart(definition):
    """No two boxes touch, but a sub-process and what lies in it, which it holds, and alarms and
    what they hang on; no line runs through a box, but from an alarm within a branch to its side
    way; every line is right-angled."""
    sketch = sketch_of(definition)
    layout = lay_out(sketch)
    around = {shape.key: _around(sketch, shape) for shape in sketch.shapes}
    for one, other in combinations(sketch.shapes, 2):
        if one.key in around[other.key]:
            assert _holds(layout.boxes[one.key], layout.boxes[other.key])
        elif one.key != other.host and other.key != one.host:
            assert not _touch(layout.boxes[one.key], layout.boxes[other.key])
    for arrow, line in zip(sketch.arrows, layout.lines, strict=True):
        ends = {arrow.source, arrow.target, *around[arrow.source]}
        begin = layout.boxes[arrow.source]
        others = [box for key, box in layout.boxes.items() if key not in ends]
        for (x1, y1), (x2, y2) in pairwise(line):
            assert x1 == pytest.approx(x2) or y1 == pytest.approx(y2)
            piece = (min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2))
            assert _leaves_a_branch(sketch, arrow) or not any(_touch(piece, box) for box in others)
        assert _at(line[0], begin, right=True) or _is_beneath(line[0], begin)
        assert _at(line[-1], layout.boxes[arrow.target], right=False)


def _leaves_a_branch(sketch, arrow):
    source = sketch.shape(arrow.source)
    inside = {key for pair in sketch.pairs.values() for branch in pair.branches for key in branch}
    return bool(source.machine and getattr(source.machine, "opens", "")) and source.key in inside


def _touch(one, other):
    return (
        one[0] < other[0] + other[2] - 0.2 and other[0] < one[0] + one[2] - 0.2
        and one[1] < other[1] + other[3] - 0.2 and other[1] < one[1] + one[3] - 0.2
    )  # fmt: skip


def _around(sketch, shape):
    """The sub-processes a shape lies in."""
    found = []
    while shape.inside:
        found.append(shape.inside)
        shape = sketch.shape(shape.inside)
    return found


def _holds(outer, inner):
    x, y, wide, high = inner
    return (
        outer[0] <= x and outer[1] <= y and x + wide <= outer[0] + outer[2]
        and y + high <= outer[1] + outer[3]
    )  # fmt: skip


def _is_beneath(point, box):
    """Of several alarms beside one another, the way of one begins beneath it."""
    x = box[0] + box[2] / 2
    return point == (pytest.approx(x, abs=0.2), pytest.approx(box[1] + box[3], abs=0.2))


def _at(point, box, right):
    x = box[0] + (box[2] if right else 0)
    return point == (pytest.approx(x, abs=0.2), pytest.approx(box[1] + box[3] / 2, abs=0.2))


@given(definitions())
@MANY
def test_nothing_lies_over_another(definition):
    apart(definition)


def test_long_flows_go_on_on_further_rows():
    steps = [person(f"s{n}", name=f"第{n}个环节") for n in range(40)]
    long = flow(*steps, END)
    back = (*long.root.edges, Edge(source="s30", target="s3"), Edge(source="s8", target="s8"))
    apart(type(long)(key="x", root=type(long.root)(**{**vars(long.root), "edges": back})))
    _x, _y, wide, high = lay_out(sketch_of(long)).bounds
    assert wide < 1700
    assert high < 1200


def test_a_knot_without_a_picture_of_its_own_is_drawn():
    ends = [(n, (n * 7 + m) % 200) for n in range(200) for m in (1, 5, 11)]
    gates = "".join(f'<exclusiveGateway id="g{n}"/>' for n in range(200))
    knot = "".join(way(f"g{a}", f"g{b}") for a, b in ends if a != b)
    inside = f"{START}{gates}{knot}{way('s', 'g0')}{way('g199', 'e')}"
    definition = read(drawing(inside)).definition
    apart(definition)


def test_everything_people_wrote_is_escaped():
    evil = "<script>alert(1)</script>\"'&\x00"
    given_ = flow(person("a", name=evil), Gate(key="g", name=evil), END)
    drawn = picture(given_, {"a": "current", "g": evil})
    tree = etree.fromstring(drawn)
    assert not tree.xpath("//*[local-name()='script']")
    assert not re.search(r"\s(style|on\w+)=", drawn)
    assert "is-current" in drawn


def test_marks_are_told_in_words_too():
    drawn = picture(flow(person("a", name="审核"), END), {"a": "passed"})
    assert "审核（已办）" in drawn


@pytest.mark.parametrize("file", sorted(DRAWINGS.glob("*.bpmn")), ids=lambda file: file.name)
def test_a_drawing_made_elsewhere_is_shown_as_its_maker_drew_it(file):
    reading = read(file.read_bytes())
    layout = drawn_layout(reading)
    assert layout
    assert set(layout.boxes) == {shape.key for shape in reading.sketch.shapes}
    etree.fromstring(picture(reading.definition, reading=reading))


def test_our_own_file_keeps_its_picture():
    fork = Fork(key="f", branches=(row(person("x"), root="m"), row(person("y"), root="n")))
    given_ = flow(person("a"), fork, END)
    ours = drawn_layout(read(write(given_)))
    again = lay_out(sketch_of(given_))
    assert ours
    assert ours.boxes == {key: pytest.approx(box, abs=0.1) for key, box in again.boxes.items()}


def test_chinese_text_wraps_and_latin_words_stay_whole():
    assert wrap("拟稿部门负责人核稿", 75, 15) == ["拟稿部门负", "责人核稿"]
    assert wrap("Upgrade Review", 80, 15) == ["Upgrade", "Review"]
    assert wrap("一二三四五六七八九十", 45, 15) == ["一二三", "四五…"]
    assert wrap("四票以上同意，周牧野", 84, 14) == ["四票以上同", "意，周牧野"]
    assert width("汉A", 10) == pytest.approx(15.6)
