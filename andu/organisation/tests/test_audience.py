import pytest

from andu.organisation import actions, audience
from andu.organisation.actions.units import NewUnit
from andu.organisation.audience import Line
from andu.organisation.models import Appointment, Group, Unit
from andu.organisation.rights import MANAGE
from tests.cast import actor_of, give_right


def names(made):
    return sorted(member.name for member in audience.people(made))


def test_lines_are_taken_in_and_left_out(bureau, clerk, director):
    made = audience.compose(
        bureau.organisation,
        [Line(bureau.units["office"]), Line(director), Line(clerk, left_out=True)],
    )
    assert names(made) == ["沈知远", "罗曼青", "陈砚秋"]
    assert audience.resolve(made) == [member.pk for member in audience.people(made)]
    assert not audience.includes(made, clerk)


@pytest.mark.parametrize(
    ("with_below", "count"), [(False, 1), (True, 5)], ids=["the unit alone", "with all below"]
)
def test_a_unit_alone_or_with_all_below(bureau, with_below, count):
    made = audience.compose(bureau.organisation, [Line(bureau.units["root"], with_below)])
    assert len(audience.resolve(made)) == count


def test_posts_groups_everybody_and_bodies_outside(bureau, clerk, registrar, outsider):
    group = Group.objects.create(organisation=bureau.organisation, code="g", name="甲")
    group.members.set([clerk])
    give_right(registrar, MANAGE.code)
    outside = actions.add_unit(
        bureau.organisation, None, NewUnit("省厅", Unit.Kind.EXTERNAL), by=actor_of(registrar)
    )
    made = audience.compose(
        bureau.organisation, [Line(bureau.posts["科长"]), Line(group), Line(outside)]
    )
    assert names(made) == ["周牧野", "方亦舒", "罗曼青"]
    assert list(audience.externals(made)) == [outside]
    everybody = audience.compose(bureau.organisation, [Line()])
    assert len(audience.resolve(everybody)) == 5


def test_a_snapshot_stays_when_people_move(bureau, clerk, django_assert_num_queries):
    made = audience.compose(bureau.organisation, [Line(bureau.units["office"])])
    audience.fix(made)
    Appointment.objects.filter(member=clerk).update(unit=bureau.units["finance"])
    assert "方亦舒" in names(made)
    with django_assert_num_queries(1):
        audience.resolve(made)
