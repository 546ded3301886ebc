"""What a save changed, in words, for one who may see it."""

from andu.forms import actions, comparing
from andu.forms.access import Access, everything
from andu.forms.comparing import Change
from andu.forms.models import Record
from andu.forms.tests.conftest import POST
from andu.forms.tests.samples import PURCHASE
from tests.cast import actor_of

READ = everything(PURCHASE, Access.READ)


def _saved(paper, clerk, fill, **posted):
    before = Record.objects.get(pk=paper.pk).current
    cleaned = fill({**POST, **posted}, previous=before.values)
    return before, actions.save_record(paper, cleaned, by=actor_of(clerk))


def test_each_changed_field_has_its_words_before_and_after(paper, clerk, fill):
    before, after = _saved(paper, clerk, fill, **{"f-amount": "9000", "f-sort": "货物"})
    found = comparing.changes(before, after, READ)
    assert found == [Change("预算", "¥ 12,000.50", "¥ 9,000.00"), Change("类型", "", "货物")]
    assert comparing.changes(after, after, READ) == []
    assert comparing.changes(None, None, READ) == []


def test_hidden_fields_are_left_out(paper, clerk, fill):
    before, after = _saved(paper, clerk, fill, **{"f-amount": "9000", "f-sort": "货物"})
    found = comparing.changes(before, after, {**READ, "amount": Access.HIDDEN})
    assert [change.label for change in found] == ["类型"]
    assert comparing.changes(before, after, {}) == []


def test_rows_of_a_table_are_told_apart(paper, clerk, fill):
    more = {"f-items-0-count": "5", "f-items-3-what": "插座", "f-items-3-count": "2"}
    before, after = _saved(paper, clerk, fill, **more)
    found = comparing.changes(before, after, READ)
    assert Change("明细第 1 行 · 数量", "3", "5") in found
    assert Change("明细第 1 行 · 小计", "¥ 300.00", "¥ 500.00") in found
    assert Change("明细：增加第 2 行", "", "插座，2，¥ 0.00") in found
    assert Change("合计", "¥ 300.00", "¥ 500.00") in found


def test_a_trace_asks_once_for_all_its_saves(paper, clerk, fill, django_assert_num_queries):
    pairs = []
    for amount in ("1", "2", "3", "4"):
        before, after = _saved(paper, clerk, fill, **{"f-amount": amount})
        pairs.append((before.hash, after.hash))
    record = Record.objects.select_related("form_version").get(pk=paper.pk)
    with django_assert_num_queries(1):
        found = comparing.changes_between(record, [("", "x"), *pairs], READ)
    assert [found[pair][0].after for pair in pairs] == ["¥ 1.00", "¥ 2.00", "¥ 3.00", "¥ 4.00"]
    with django_assert_num_queries(0):
        assert comparing.changes_between(record, [("", "x")], READ) == {}
