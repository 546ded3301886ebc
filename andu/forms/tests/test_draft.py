"""What was typed is kept, right or wrong; and what a form starts with."""

from django.utils import timezone

from andu.forms import filling
from andu.forms.access import Access, everything
from andu.forms.definition import Field, FormDefinition, Kind
from andu.forms.tests.samples import PURCHASE
from tests.cast import actor_of

WRITE = everything(PURCHASE, Access.WRITE)


def test_a_draft_keeps_what_was_typed_and_nothing_else(clerk):
    posted = {"f-amount": "三百?", "f-owner": "7", "f-nothing": "x", "csrf": "y",
              "f-items-3-what": "油", "f-items-3-cost": "9", "f-items-3-evil": "z"}  # fmt: skip
    kept = filling.draft(PURCHASE, WRITE, posted)
    assert kept == {"f-amount": ["三百?"], "f-owner": ["7"], "f-items-3-what": ["油"]}
    assert filling.draft(PURCHASE, {"title": "write"}, posted) == {}


def test_a_draft_keeps_earlier_texts_that_were_not_sent_again():
    kept = filling.draft(PURCHASE, WRITE, {"f-title": "新"}, {"f-title": ["旧"], "f-rate": ["1"]})
    assert kept == {"f-title": ["新"], "f-rate": ["1"]}


def test_a_row_more_or_less_without_javascript():
    posted = {"f-items": "", "f-items-2-what": "油", "add-row": "items"}
    more = filling.reshaped(PURCHASE, WRITE, posted)
    assert more["f-items-3-what"] == [""]
    less = filling.reshaped(PURCHASE, WRITE, {**posted, "add-row": "", "drop-row": "items-2"})
    assert not any(name.startswith("f-items-2") for name in less)
    assert less["f-items"] == [""]
    assert filling.reshaped(PURCHASE, WRITE, {"f-title": "x"}) is None
    assert filling.reshaped(PURCHASE, {}, posted) is None
    assert filling.reshaped(PURCHASE, WRITE, {"add-row": "title"}) is None


def test_a_form_starts_with_its_defaults(clerk, bureau):
    definition = FormDefinition((
        Field(key="day", label="日", kind=Kind.DATE, default="@today"),
        Field(key="me", label="我", kind=Kind.PERSON, default="@me"),
        Field(key="unit", label="部门", kind=Kind.UNIT, default="@my_unit"),
        Field(key="n", label="数", kind=Kind.NUMBER, default="2"),
        Field(key="m", label="倍", kind=Kind.NUMBER, formula="数 * 2"),
    ))  # fmt: skip
    values = filling.initial(definition, actor=actor_of(clerk))
    assert values["day"] == timezone.localdate().isoformat()
    assert values["me"]["id"] == clerk.pk
    assert values["unit"]["name"] == "办公室"
    assert (values["n"], values["m"]) == ("2", "4")
