"""The controls of the other kinds, and how they are read, through templates, without scripts."""

import pytest
from django.template.loader import render_to_string

from andu.forms import filling, showing
from andu.forms.access import Access, everything
from andu.forms.filling import Cleaned
from andu.forms.models import DictionaryEntry
from andu.forms.tests.more import CARD, TRIP
from tests.cast import actor_of

WRITE = everything(TRIP, Access.WRITE)
READ = everything(TRIP, Access.READ)


def _page(clerk, posted=None, previous=None):
    actor = actor_of(clerk)
    cleaned = Cleaned(previous or filling.initial(TRIP, actor=actor))
    if posted is not None:
        cleaned = filling.clean(TRIP, WRITE, posted, previous, actor=actor)
    sheet = showing.editable(TRIP, WRITE, cleaned, actor=actor)
    return render_to_string("forms/_form.html", {"sheet": sheet})


def _read(values, actor=None):
    facts = showing.readable(TRIP, READ, values, actor=actor)
    shown = render_to_string("forms/_facts.html", {"facts": facts})
    return shown, render_to_string("forms/_print.html", {"facts": facts})


def test_every_kind_has_its_control(clerk, sorts):
    page = _page(clerk)
    for words in (
        'name="f-days-until"', 'type="time"', 'type="checkbox" name="f-needs" value="派车"',
        'data-controller="rich"', '<optgroup label="公务">', 'data-picker-url-value="/forms/pick"',
        'inputmode="tel"', 'data-controller="asked', "提交时自动编号", "data-shown-if",
    ):  # fmt: skip
        assert words in page, words
    assert 'name="f-number"' not in page and "旧类" not in page


def test_what_was_typed_comes_back(clerk, sorts, matters):
    posted = {
        "f-where": "境外", "f-days": "昨天", "f-days-until": "2026-11-20", "f-at": "晌午",
        "f-needs": ["", "派车", "火箭"], "f-about": "<!--rich--><p>甲<strong>乙</strong></p>",
        "f-card": "123", "f-phone": "x" * 50, "f-sort": "424242", "f-before_text": "没有这件",
        "f-guests-0-card": "321", "f-guests-0-sort_text": "无此",
    }  # fmt: skip
    page = _page(clerk, posted)
    for words in ('value="昨天"', 'value="2026-11-20"', 'value="晌午"', 'value="派车" checked',
                  "<strong>乙</strong>", 'value="123"', "x" * 50, 'value="没有这件"', 'value="321"',
                  "这样的时间", "没有“火箭”"):  # fmt: skip
        assert words in page, words


def test_a_disabled_entry_still_stands_in_its_list(clerk, sorts):
    entry = sorts["B"]
    DictionaryEntry.objects.filter(pk=entry.pk).update(disabled=True)
    value = {"id": entry.pk, "code": "B", "name": "培训"}
    page = _page(clerk, previous={"where": "境内", "sort": value})
    assert f'<optgroup label="已停用"><option value="{entry.pk}" selected>培训</option>' in page


@pytest.mark.parametrize("number", [1, 2])
def test_a_related_matter_is_a_link_for_those_who_see_it(clerk, matters, number):
    entry = matters[number]
    value = {"id": entry.pk, "kind": "trips", "object": number, "code": entry.serial,
             "name": entry.title, "link": entry.link}  # fmt: skip
    values = {"where": "境内", "before": value}
    shown, paper = _read(values, actor_of(clerk))
    assert entry.title in shown and entry.title in paper
    assert (f'href="{entry.link}"' in shown) == (number == 1)
    assert "href" not in _read(values)[0]


def test_formatting_is_shown_as_far_as_the_list_allows():
    values = {
        "where": "境内",
        "about": "<p>甲<script>alert(1)</script><em>乙</em></p>",
        "card": CARD,
    }
    for page in _read(values):
        assert "<em>乙</em>" in page and "<script" not in page


def test_queries_do_not_grow_with_the_fields(clerk, sorts, django_assert_max_num_queries):
    actor = actor_of(clerk)
    posted = {"f-where": "境内", "f-sort": str(sorts["B"].pk), "f-before_text": "CC-1"}
    posted |= {f"f-guests-{row}-sort": str(sorts["A1"].pk) for row in range(40)}
    with django_assert_max_num_queries(9):
        cleaned = filling.clean(TRIP, WRITE, posted, None, actor=actor)
        showing.editable(TRIP, WRITE, cleaned, actor=actor)
