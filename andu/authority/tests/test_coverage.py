"""Holes and overlaps are found, against counting every amount one by one."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from andu.authority.coverage import Problem, Span, fitting, problems

FAR = 14  # beyond every bound that is drawn
BOUNDS = st.one_of(st.none(), st.integers(0, 12))
SPANS = st.lists(
    st.tuples(st.sampled_from(["", "a"]), st.sampled_from(["", "x"]), BOUNDS, BOUNDS), max_size=7
).map(lambda drawn: [Span(n, *each) for n, each in enumerate(drawn, 1)])


def counted(spans: list[Span], category: str, attribute: str) -> list[int]:
    """For each amount from 0 to FAR: how many rows of the group hold."""
    group = [s for s in spans if (s.category, s.attribute) == (category, attribute)]
    return [sum(span.holds(amount) for span in group) for amount in range(FAR + 1)]


def told(found: list[Problem], code: str, category: str, attribute: str) -> set[int]:
    """The amounts from 0 to FAR that problems of a kind speak of."""
    return {
        amount
        for each in found
        if (each.code, each.category, each.attribute) == (code, category, attribute)
        for amount in range(each.low, FAR + 1 if each.high is None else min(each.high, FAR + 1))
    }


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(SPANS)
def test_exactly_the_amounts_nobody_or_several_decide_on_are_told(spans):
    found = problems(spans)
    for category, attribute in {(s.category, s.attribute) for s in spans if not s.is_empty}:
        counts = counted(spans, category, attribute)
        holes = {amount for amount, times in enumerate(counts) if not times}
        overlaps = {amount for amount, times in enumerate(counts) if times > 1}
        assert told(found, "hole", category, attribute) == holes
        assert told(found, "overlap", category, attribute) == overlaps
    empty = {each.rows[0] for each in found if each.code == "empty"}
    assert empty == {span.row for span in spans if span.is_empty}


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(SPANS, st.integers(0, FAR))
def test_without_problems_every_amount_of_a_named_group_has_one_row(spans, amount):
    if not problems(spans):
        for category, attribute in {(s.category, s.attribute) for s in spans}:
            assert len(fitting(spans, category, attribute, amount)) == 1


def test_a_category_nobody_names_is_among_the_rest():
    spans = [Span(1, "办公费"), Span(2), Span(3, "采购", "公开招标"), Span(4, "采购")]
    assert [s.row for s in fitting(spans, "办公费", "", 5)] == [1]
    assert [s.row for s in fitting(spans, "差旅费", "", 5)] == [2]
    assert [s.row for s in fitting(spans, "采购", "公开招标", 5)] == [3]
    assert [s.row for s in fitting(spans, "采购", "询价", 5)] == [4]


def test_a_row_with_amounts_holds_for_no_matter_without_one():
    assert fitting([Span(1, low=0, high=5)], "", "", None) == []
    assert fitting([Span(1)], "", "", None) == [Span(1)]
