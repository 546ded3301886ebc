"""Identity and bank card numbers: in full only for those who need them."""

from andu.forms import actions, comparing, filling, showing
from andu.forms.access import Access, everything
from andu.forms.filling import Cleaned
from andu.forms.masking import concealed, masked
from andu.forms.models import Value
from andu.forms.tests.more import BANK, CARD, OTHER_CARD, TRIP
from tests.cast import actor_of

VALUES = {"where": "境内", "card": CARD, "bank": BANK,
          "guests": [{"name": "甲", "card": CARD, "sort": None}]}  # fmt: skip
MASKED = dict.fromkeys(TRIP.keys, Access.MASKED)


def test_the_middle_is_masked():
    assert masked(CARD) == "110***********002X"
    assert masked("12") == "********"
    assert concealed(TRIP.field("post"), "科员") == "科员"


def test_reading_shows_the_middle_only_in_full():
    words = str(showing.readable(TRIP, MASKED, VALUES))
    assert CARD not in words and "110***********002X" in words
    assert BANK not in words and "622* **** **** 7894" in words
    full = str(showing.readable(TRIP, everything(TRIP, Access.READ), VALUES))
    assert CARD in full and "6222 0212 3456 7894" in full


def test_the_plain_values_and_the_trace_are_masked():
    assert CARD not in str(showing.visible_values(TRIP, MASKED, VALUES))
    after = {**VALUES, "card": OTHER_CARD, "guests": []}
    found = str(comparing.changed_values(TRIP, VALUES, after, MASKED))
    assert CARD not in found and OTHER_CARD not in found and "360***********0071" in found


def test_a_masked_field_beside_others_to_be_filled_in(clerk):
    access = {"card": Access.MASKED, "post": Access.WRITE}
    sheet = showing.editable(TRIP, access, Cleaned(VALUES), actor=actor_of(clerk))
    assert CARD not in str(sheet.parts)
    posted = {"f-card": OTHER_CARD, "f-post": "科员"}
    cleaned = filling.clean(TRIP, access, posted, VALUES, actor=actor_of(clerk))
    assert cleaned.values["card"] == CARD and set(cleaned.changes) == {"post"}


def test_lists_hold_only_what_is_masked(form, designer, clerk, sorts):
    version = actions.publish(form, TRIP, by=actor_of(designer))
    write = everything(TRIP, Access.WRITE)
    cleaned = filling.clean(
        TRIP, write, {"f-where": "境内", "f-card": CARD}, None, actor=actor_of(clerk)
    )
    actions.create_record(version, cleaned, by=actor_of(clerk))
    assert Value.objects.get(key="card").text == "110***********002X"
