"""What is asked for depends on what is filled in; the server's answer is the truth."""

import json
from dataclasses import replace

from andu.forms import filling, showing
from andu.forms.access import Access, everything
from andu.forms.definition import Check, Condition, Field, FormDefinition, Kind, problems
from andu.forms.filling import Cleaned
from andu.forms.tests.more import TRIP
from tests.cast import actor_of

WRITE = everything(TRIP, Access.WRITE)
ABROAD = {"f-where": "境外", "f-passport": "E123", "f-cost": "3000"}


def _clean(clerk, posted, access=WRITE, previous=None):
    return filling.clean(TRIP, access, posted, previous, actor=actor_of(clerk))


def test_a_field_that_is_not_shown_is_neither_kept_nor_required(clerk):
    cleaned = _clean(clerk, {**ABROAD, "f-where": "境内"})
    assert cleaned.is_sound
    assert cleaned.values["passport"] is None and cleaned.values["cost"] is None
    assert cleaned.values["total"] is None  # computed of nothing
    assert cleaned.raw["f-passport"] == ["E123"]  # typed words come back when it is shown again


def test_a_wrong_value_in_a_field_not_shown_is_no_error(clerk):
    assert _clean(clerk, {"f-where": "境内", "f-cost": "很多"}).is_sound
    assert "cost" in _clean(clerk, {**ABROAD, "f-cost": "很多"}).errors


def test_a_shown_field_is_required_as_set(clerk):
    assert set(_clean(clerk, {"f-where": "境外"}).errors) == {"passport"}
    cleaned = _clean(clerk, ABROAD)
    assert cleaned.is_sound and cleaned.values["total"] == 310000


def test_required_by_condition(clerk):
    assert set(_clean(clerk, {**ABROAD, "f-cost": "5000"}).errors) == {"reason"}
    long = {"f-where": "境内", "f-days": "2026-11-01", "f-days-until": "2026-11-10"}
    assert set(_clean(clerk, long).errors) == {"reason"}
    assert _clean(clerk, {**long, "f-days-until": "2026-11-09"}).is_sound


def test_changing_the_ground_empties_what_stood_on_it(clerk):
    before = _clean(clerk, ABROAD).values
    cleaned = _clean(clerk, {"f-where": "境内"}, access={"where": "write"}, previous=before)
    assert cleaned.changes == {"where": "境内"}
    assert cleaned.values["passport"] is None and cleaned.values["total"] is None


def test_faults_of_conditions_are_told():
    on_other = Condition((Check("b", "filled"),))
    a = Field(key="a", label="甲", shown_if=on_other)
    b = Field(key="b", label="乙", shown_if=Condition((Check("a", "filled"),)))
    assert any("绕了一圈" in each for each in problems(FormDefinition((a, b))))
    itself = replace(a, shown_if=Condition((Check("a", "filled"),)))
    assert any("不能用它自己" in each for each in problems(FormDefinition((itself,))))
    for check in (Check("z", "filled"), Check("b", "gt", "1"), Check("b", "eq")):
        wrong = replace(a, shown_if=Condition((check,)))
        plain = replace(b, shown_if=None)
        assert any("还没有写完整" in each for each in problems(FormDefinition((wrong, plain))))
    serial = Field(key="n", label="号", kind=Kind.SERIAL, pattern="{n}", shown_if=on_other)
    plain = replace(b, shown_if=None)
    assert any("不能设置条件" in each for each in problems(FormDefinition((serial, plain))))


def test_the_page_gets_conditions_as_data(clerk):
    values = _clean(clerk, {"f-where": "境内"}).values
    sheet = showing.editable(TRIP, WRITE, Cleaned(values), actor=actor_of(clerk))
    parts = {part.field.key: part for part in sheet.parts}
    (check,) = json.loads(parts["passport"].shown_if)["checks"]
    assert (check["name"], check["value"]) == ("f-where", ["境外"])
    assert not parts["passport"].is_asked and sheet.has_conditions


def test_a_condition_on_what_is_not_on_the_page_is_decided_here(clerk):
    values = _clean(clerk, ABROAD).values
    access = {"where": "hidden", "passport": "write", "cost": "read"}
    sheet = showing.editable(TRIP, access, Cleaned(values), actor=actor_of(clerk))
    assert json.loads(sheet.parts[0].shown_if)["checks"] == [True]
    home = _clean(clerk, {"f-where": "境内"}).values
    sheet = showing.editable(TRIP, access, Cleaned(home), actor=actor_of(clerk))
    assert [part.field.key for part in sheet.parts] == ["passport"]  # 费用 is only read: left out


def test_reading_leaves_out_what_is_not_asked_for(clerk):
    facts = showing.readable(TRIP, everything(TRIP, Access.READ), {"where": "境内"})
    assert "护照号" not in [fact.cell.label for fact in facts.facts]
