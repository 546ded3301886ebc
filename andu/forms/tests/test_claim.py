"""Numbers drawn at submission, and values that may stand only once."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from andu.forms import actions, filling, holding, uniqueness
from andu.forms.access import Access, everything
from andu.forms.holding import Holder
from andu.forms.models import Record, UniqueValue, Value
from andu.forms.tests.more import CARD, OTHER_CARD, TRIP
from andu.kit.verdict import Refused
from tests.cast import actor_of

WRITE = everything(TRIP, Access.WRITE)
HOME = {"f-where": "境内"}
ABROAD = {"f-where": "境外", "f-passport": "E123"}


@pytest.fixture
def trip(form, designer, sorts):
    """The form in use."""
    return actions.publish(form, TRIP, by=actor_of(designer))


@pytest.fixture
def submit(trip, clerk):
    """A record of what was posted."""

    def submitted(posted, who=clerk):
        actor = actor_of(who)
        cleaned = filling.clean(TRIP, WRITE, posted, None, actor=actor)
        return actions.create_record(trip, cleaned, by=actor)

    return submitted


@pytest.fixture
def held(monkeypatch):
    """What the room above says of other records; nothing until a test says so."""
    monkeypatch.setattr(holding, "_tellers", [])
    return holding.register


def test_a_number_is_drawn_at_submission_and_stays(submit, clerk):
    year = timezone.localdate().year
    first, second = submit(HOME), submit(HOME)
    assert first.current.values["number"] == f"差〔{year}〕0001 号"
    assert second.current.values["number"] == f"差〔{year}〕0002 号"
    assert Value.objects.get(record=second, key="number").text == f"差〔{year}〕0002 号"
    values = first.current.values
    cleaned = filling.clean(
        TRIP, WRITE, {**HOME, "f-post": "主任", "f-number": "9"}, values, actor=actor_of(clerk)
    )
    saved = actions.save_record(first, cleaned, by=actor_of(clerk))
    assert saved.values["number"] == values["number"] and saved.values["post"] == "主任"


def test_a_number_that_is_not_kept_is_drawn_again(submit):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        submit(HOME)
        raise ZeroDivisionError
    assert submit(HOME).current.values["number"].endswith("0001 号")


def test_a_value_stands_once(submit, clerk, held):
    held(lambda _record, _actor: Holder("“出差”（CC-1）"))
    submit(ABROAD)
    with pytest.raises(Refused, match=r"“护照号”在 “出差”（CC-1） 中已经填过"):
        submit({**ABROAD, "f-passport": "e123"})
    assert Record.objects.count() == 1 and UniqueValue.objects.count() == 1
    submit({**ABROAD, "f-passport": "E124"})


def test_a_matter_one_may_not_see_is_not_named(submit, held):
    held(lambda _record, _actor: Holder())
    submit({**HOME, "f-card": CARD})
    with pytest.raises(Refused) as refusal:
        submit({**HOME, "f-card": CARD})
    assert "在别的事项中已经填过" in str(refusal.value)
    assert CARD not in str(refusal.value)


def test_a_value_is_free_when_its_matter_came_to_nothing(submit, held):
    held(lambda _record, _actor: Holder("“出差”", counts=False))
    first = submit(ABROAD)
    second = submit(ABROAD)
    assert not first.unique_values.exists() and second.unique_values.exists()


def test_a_value_given_up_is_free(submit, clerk):
    first = submit({**HOME, "f-card": CARD})
    cleaned = filling.clean(
        TRIP, WRITE, {**HOME, "f-card": OTHER_CARD}, first.current.values, actor=actor_of(clerk)
    )
    actions.save_record(first, cleaned, by=actor_of(clerk))
    submit({**HOME, "f-card": CARD})


def test_a_repeated_value_is_told_beside_its_field(submit, trip, clerk):
    submit({**HOME, "f-card": CARD})
    cleaned = filling.clean(TRIP, WRITE, {**HOME, "f-card": CARD}, None, actor=actor_of(clerk))
    assert set(uniqueness.repeated(trip, cleaned, actor=actor_of(clerk))) == {"card"}
    other = filling.clean(TRIP, WRITE, {**HOME, "f-card": OTHER_CARD}, None, actor=actor_of(clerk))
    assert uniqueness.repeated(trip, other, actor=actor_of(clerk)) == {}


def test_the_database_itself_refuses_the_second(submit):
    kept = submit(ABROAD).unique_values.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        UniqueValue.objects.create(record=kept.record, scope=kept.scope, digest=kept.digest)


def test_somebody_faster_by_a_moment_is_a_refusal(submit, monkeypatch):
    submit(ABROAD)
    monkeypatch.setattr(uniqueness, "held", lambda keys, but=0: {})
    with pytest.raises(Refused, match="刚刚被别的事项用了"):
        submit(ABROAD)
    assert Record.objects.count() == 1
