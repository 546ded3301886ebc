"""No post, however hostile, changes anything outside what the person may write (C16)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from andu.forms import filling
from andu.forms.access import Access, is_writable
from andu.forms.filling.posting import key_of
from andu.forms.tests.samples import ITEMS, PURCHASE
from tests.cast import actor_of

COMPUTED = {field.key for field in PURCHASE if field.is_computed}
KEYS = st.sampled_from([*PURCHASE.keys, "nothing", "id", "__class__"])
COLUMNS = st.sampled_from([*(column.key for column in ITEMS.columns), "evil", ""])
NAMES = st.one_of(
    KEYS.map(lambda key: f"f-{key}"),
    st.tuples(KEYS, st.sampled_from(["text", "drop", "new"])).map(
        lambda two: f"f-{two[0]}_{two[1]}"
    ),
    st.tuples(KEYS, st.integers(-1, 40), COLUMNS).map(lambda t: f"f-{t[0]}-{t[1]}-{t[2]}"),
    st.tuples(st.integers(0, 9), COLUMNS).map(lambda t: f"f-items-{t[0]}-{t[1]}"),
    KEYS,
    st.text(max_size=20),
)
TEXTS = st.one_of(
    st.sampled_from([
        "", "1", "-5", "12.50", "¥ 3,000.00", "2026-11-25", "货物", "陈砚秋", "clerk", "财务科",
        "9",
        "5", "true", "[]", "{}", "1e9", "NaN", "²", "' OR 1=1 --", "\x00", "\ud800", "𠮷" * 300,
    ]),
    st.text(max_size=30),
)  # fmt: skip
POSTS = st.dictionaries(NAMES, st.lists(TEXTS, max_size=4), max_size=40)
ACCESS = st.dictionaries(
    st.sampled_from(PURCHASE.keys), st.sampled_from([*Access, "owner", ""]), max_size=14
)


@pytest.fixture
def actor(clerk, registrar):
    """Who posts."""
    return actor_of(clerk)


@settings(
    max_examples=600, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
@given(first=POSTS, posted=POSTS, access=ACCESS)
def test_a_post_changes_only_what_may_be_written(actor, first, posted, access):
    everywhere = dict.fromkeys(PURCHASE.keys, "write")
    before = filling.clean(PURCHASE, everywhere, first, {}, actor=actor).values
    cleaned = filling.clean(PURCHASE, access, posted, before, actor=actor)

    writable = {field.key for field in PURCHASE if is_writable(field, access)}
    assert writable.isdisjoint(COMPUTED)
    assert set(cleaned.changes) <= writable
    assert set(cleaned.values) <= set(PURCHASE.keys)
    for key in set(PURCHASE.keys) - writable - COMPUTED:
        assert cleaned.values.get(key) == before.get(key)
    assert cleaned.values == filling.computed(PURCHASE, {**before, **cleaned.changes})
    assert {error.split("-")[0] for error in cleaned.errors} <= writable | COMPUTED
    names = {key_of(name) for name in (*cleaned.raw, *filling.draft(PURCHASE, access, posted))}
    assert names <= writable
