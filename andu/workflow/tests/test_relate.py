"""Linking matters."""

import pytest

from andu.audit.models import Entry
from andu.kit.verdict import Refused
from andu.workflow import actions
from andu.workflow.models import Relation
from andu.workflow.related import offered, related
from andu.workflow.tests.conftest import begin, countersign
from tests.cast import actor_of


@pytest.fixture
def pair(clerk, finance_head):
    """One matter of the clerk's, one of the head of finance's own, both checked by the director."""
    first = begin(clerk, countersign("registrar"))
    return first, begin(clerk, countersign("registrar"))


def test_a_link_is_shown_on_both_sides_to_those_who_see_them(pair, clerk, office_head):
    first, second = pair
    assert actions.relate(first, [second], by=actor_of(clerk)) == 1
    assert actions.relate(second, [first], by=actor_of(clerk)) == 0
    for here, there in ((first, second), (second, first)):
        assert [one.matter for one in related(here, actor_of(clerk))] == [there]
    assert Entry.objects.filter(event__endswith="Related").count() == 1


def test_whoever_does_not_see_the_other_sees_no_link(pair, clerk, finance_head):
    first, _second = pair
    theirs = begin(finance_head, countersign("clerk"))
    with pytest.raises(Refused, match="看得到"):
        actions.relate(first, [theirs], by=actor_of(clerk))
    assert not Relation.objects.exists()
    assert theirs.pk not in {one["value"] for one in offered(actor_of(clerk), "采购")}


@pytest.mark.parametrize("wrong", ["none", "itself"])
def test_nothing_and_itself_are_not_linked(pair, clerk, wrong):
    first, _second = pair
    with pytest.raises(Refused):
        actions.relate(first, [] if wrong == "none" else [first], by=actor_of(clerk))
    assert not Relation.objects.exists()


def test_a_link_goes_by_who_made_it_not_by_others(pair, clerk, office_head):
    first, second = pair
    actions.relate(first, [second], by=actor_of(clerk))
    with pytest.raises(Refused, match="他人建立"):
        actions.unrelate(first, second, by=actor_of(office_head))
    assert Relation.objects.count() == 1
    actions.unrelate(first, second, by=actor_of(clerk))
    with pytest.raises(Refused, match="没有关联"):
        actions.unrelate(first, second, by=actor_of(clerk))
    assert not Relation.objects.exists()


def test_the_panel_costs_two_statements(clerk, django_assert_num_queries):
    first = begin(clerk, countersign("registrar"))
    actor, others = actor_of(clerk), [begin(clerk, countersign("registrar")) for _one in "1234"]
    actions.relate(first, others, by=actor_of(clerk))
    with django_assert_num_queries(2):
        assert len(related(first, actor)) == 4
