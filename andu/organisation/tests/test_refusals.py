"""What the rules of the organisation refuse, and why."""

import datetime

import pytest

from andu.organisation import rules
from andu.organisation.acting import administrator
from andu.organisation.models import ImportBatch, Member, Unit
from andu.organisation.rights import IMPORT, MANAGE
from tests.cast import actor_of, give_right


@pytest.fixture
def keeper(registrar):
    """陈砚秋, who keeps structure and people."""
    give_right(registrar, MANAGE.code, IMPORT.code)
    return actor_of(registrar)


def codes(*verdicts):
    """Why each was refused."""
    assert not any(verdicts)
    return [verdict.code for verdict in verdicts]


def test_organisations_are_founded_by_nobody_who_sits_in_one(keeper, system_administrator):
    assert codes(rules.may_found(keeper)) == ["no-right"]
    assert rules.may_found(administrator(system_administrator))


def test_an_import_is_confirmed_when_it_changes_something_and_no_other_runs(bureau, keeper):
    batch = ImportBatch(organisation=bureau.organisation, state="checked", added=1)
    assert rules.may_confirm(keeper, batch)
    ImportBatch.objects.create(
        organisation=bureau.organisation, state="running", filename="a.xlsx", by_name="甲"
    )
    busy = rules.may_confirm(keeper, batch)
    batch.added = 0
    same = rules.may_confirm(keeper, batch)
    batch.faulty = 3
    bad = rules.may_confirm(keeper, batch)
    assert codes(busy, same, bad) == ["busy", "nothing", "nothing"]
    assert "改正表格" in str(bad.reason) and "改正表格" not in str(same.reason)


def test_people_sit_in_open_units_of_the_house(bureau, keeper, outsider):
    house, office = bureau.organisation.pk, bureau.units["office"]
    assert rules.may_place(keeper, house, office)
    outside = Unit(organisation=bureau.organisation, kind=Unit.Kind.EXTERNAL, path="/x/")
    foreign = Unit.objects.get(organisation=outsider.organisation)
    refused = [rules.may_place(keeper, house, unit) for unit in (outside, foreign)]
    office.closed_on = datetime.date(2026, 1, 1)
    refused.append(rules.may_place(keeper, house, office))
    assert codes(*refused) == ["invalid", "invalid", "closed"]


def test_the_top_of_the_house_stays_where_it_is(bureau, keeper):
    root, office = bureau.units["root"], bureau.units["office"]
    assert codes(rules.may_move(keeper, root, office), rules.may_close(keeper, root)) == [
        "root", "root",
    ]  # fmt: skip


def test_a_unit_with_others_below_it_is_not_closed(bureau, keeper):
    office, finance = bureau.units["office"], bureau.units["finance"]
    Unit.objects.filter(pk=finance.pk).update(parent=office)
    assert codes(rules.may_close(keeper, office)) == ["children"]


def test_people_of_other_houses_are_kept_there(keeper, outsider):
    assert codes(rules.may_keep(keeper, outsider)) == ["no-right"]


def test_whoever_left_is_not_appointed(bureau, keeper, clerk):
    assert rules.may_appoint(keeper, clerk, bureau.units["finance"])
    clerk.state = Member.State.LEFT
    assert codes(rules.may_appoint(keeper, clerk, bureau.units["finance"])) == ["left"]


def test_a_role_holds_rights_there_are(bureau, security_administrator):
    by, house = administrator(security_administrator), bureau.organisation.pk
    assert rules.may_shape_role(by, house, ["workflow.matters.administer"])
    assert codes(rules.may_shape_role(by, house, ["no.such.right"])) == ["invalid"]
