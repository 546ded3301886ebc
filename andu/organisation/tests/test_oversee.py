"""Which units a person oversees, by each duty (WF-03, WF-38)."""

import datetime

import pytest

from andu.organisation.models import Appointment
from andu.organisation.overseeing import oversees, places_within, units_overseen
from tests.cast import actor_of, make_member, make_unit


@pytest.fixture
def section(bureau):
    """A section under finance, with a clerk of its own."""
    made = make_unit(bureau.organisation, "0201", "会计组", bureau.units["finance"])
    bureau.members["bookkeeper"] = make_member(made, "bookkeeper", "林晚舟")
    return made


def appointed(member, unit, duty, **more):
    """A place beside the main one."""
    return Appointment.objects.create(member=member, unit=unit, duty=duty, **more)


def overseen(member):
    """The names of those in the units somebody oversees."""
    places = places_within(units_overseen(member.pk)).exclude(member=member)
    return set(places.values_list("member__name", flat=True))


@pytest.mark.parametrize("duty", ["head", "deputy", "leader", "contact"])
def test_a_unit_with_all_below_it(bureau, section, registrar, duty):
    appointed(registrar, bureau.units["finance"], duty)
    assert overseen(registrar) == {"周牧野", "林晚舟"}
    assert oversees(actor_of(registrar))


@pytest.mark.parametrize("duty", ["member", "registrar"])
def test_other_duties_oversee_nothing(bureau, section, clerk, duty, django_assert_num_queries):
    appointed(clerk, bureau.units["finance"], duty)
    assert overseen(clerk) == set() and not oversees(actor_of(clerk))
    with django_assert_num_queries(0):
        assert units_overseen(None) == []


def test_a_unit_below_with_a_leader_of_its_own_is_theirs(bureau, section, registrar, clerk):
    appointed(registrar, bureau.units["root"], "leader")
    appointed(clerk, bureau.units["finance"], "leader")
    assert overseen(registrar) == {"沈知远", "罗曼青", "方亦舒"}
    assert overseen(clerk) == {"周牧野", "林晚舟"}
    appointed(registrar, section, "leader")
    assert "林晚舟" in overseen(registrar), "in charge of the section as well"
    appointed(registrar, bureau.units["finance"], "leader")
    assert overseen(clerk) == {"周牧野"} and "周牧野" in overseen(registrar), "two of them"


def test_who_is_in_charge_from_above_is_not_one_of_the_unit(bureau, director, finance_head):
    appointed(director, bureau.units["finance"], "leader")
    assert overseen(finance_head) == set()


def test_only_while_it_lasts(bureau, registrar):
    ended = datetime.date(2020, 1, 1)
    appointed(registrar, bureau.units["finance"], "deputy", until=ended)
    assert overseen(registrar) == set() and not oversees(actor_of(registrar))
