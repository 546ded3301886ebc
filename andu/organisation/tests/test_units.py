import datetime

import pytest

from andu.audit.recording import entries_of
from andu.kit.verdict import Refused
from andu.organisation import actions, queries
from andu.organisation.actions.units import NewUnit
from andu.organisation.models import Unit
from andu.organisation.rights import MANAGE
from tests.cast import actor_of, give_right, make_unit


@pytest.fixture
def keeper(registrar):
    """陈砚秋, who may keep the whole structure."""
    give_right(registrar, MANAGE.code)
    return actor_of(registrar)


def test_a_unit_is_added_below_another(bureau, keeper):
    office = bureau.units["office"]
    unit = actions.add_unit(bureau.organisation, office, NewUnit("文电科"), by=keeper)
    assert (unit.path, unit.depth) == (f"{office.path}{unit.pk}/", 2)
    assert entries_of(unit).get().sentence == f"陈砚秋 设立了部门 文电科（{unit.code}）"
    with pytest.raises(Refused, match="已有“文电科”"):
        actions.add_unit(bureau.organisation, office, NewUnit("文电科"), by=keeper)
    with pytest.raises(Refused, match="代码"):
        again = NewUnit("机要科", code=unit.code)
        actions.add_unit(bureau.organisation, office, again, by=keeper)


def test_a_clerk_changes_no_units(bureau, clerk):
    by, unit = actor_of(clerk), bureau.units["office"]
    for change in (
        lambda: actions.add_unit(bureau.organisation, unit, NewUnit("甲"), by=by),
        lambda: actions.rename_unit(unit, "乙", by=by),
        lambda: actions.move_unit(unit, bureau.units["finance"], by=by),
    ):
        with pytest.raises(Refused, match="管理员"):
            change()
    assert Unit.objects.count() == 3
    assert not entries_of(unit).exists()


def test_a_keeper_of_one_unit_keeps_to_it(bureau, clerk):
    give_right(clerk, MANAGE.code, scope=bureau.units["office"])
    by = actor_of(clerk)
    actions.add_unit(bureau.organisation, bureau.units["office"], NewUnit("文电科"), by=by)
    with pytest.raises(Refused):
        actions.rename_unit(bureau.units["finance"], "甲", by=by)


def test_a_foreign_keeper_changes_nothing(bureau, outsider):
    give_right(outsider, MANAGE.code)
    with pytest.raises(Refused, match="不是你所在的机构"):
        actions.rename_unit(bureau.units["office"], "甲", by=actor_of(outsider))


def test_a_new_name_keeps_the_old_one_with_its_days(bureau, keeper):
    unit = actions.rename_unit(
        bureau.units["office"], "综合科", by=keeper, since=datetime.date(2026, 7, 1)
    )
    assert list(unit.names.order_by("since").values_list("name", flat=True)) == ["办公室", "综合科"]


def test_a_unit_moves_with_everything_below(bureau, keeper):
    office, finance = bureau.units["office"], bureau.units["finance"]
    below = make_unit(bureau.organisation, "0101", "文电科", office)
    office = actions.move_unit(office, finance, by=keeper)
    below.refresh_from_db()
    assert office.path == f"{finance.path}{office.pk}/"
    assert (below.path, below.depth) == (f"{office.path}{below.pk}/", 3)
    with pytest.raises(Refused, match="自己的下级"):
        actions.move_unit(finance, below, by=keeper)


def test_only_an_empty_unit_is_closed(bureau, keeper):
    with pytest.raises(Refused, match="还有人任职"):
        actions.close_unit(bureau.units["office"], by=keeper)
    unit = actions.add_unit(bureau.organisation, bureau.units["root"], NewUnit("临时组"), by=keeper)
    assert actions.close_unit(unit, by=keeper).closed_on
    with pytest.raises(Refused, match="已经撤销"):
        actions.close_unit(unit, by=keeper)


def test_gaps_name_units_without_head_leader_or_contact(bureau):
    found = {
        gap.unit.name: (gap.head, gap.leader, gap.contact)
        for gap in queries.gaps(bureau.organisation)
    }
    assert found == {"办公室": (False, True, True), "财务科": (False, True, True)}
