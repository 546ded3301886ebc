"""Conditions of a flow on the newer kinds of fields: written in words, tested by code."""

from decimal import Decimal

import pytest

from andu.approvals.editor.asking import parts_of, subjects_of, test_of
from andu.approvals.editor.names import Names
from andu.approvals.editor.typed import hours_text, minutes_in
from andu.authority.names import Unclear
from andu.engine.conditions import Test, Type, holds
from andu.forms.definition import Field, FormDefinition, Kind
from andu.forms.facts import facts_for_conditions
from andu.forms.models import Dictionary, DictionaryEntry
from andu.workflow.bpmn.words import condition_words

test_of.__test__ = False
FORM = FormDefinition((
    Field(key="sort", label="类别", kind=Kind.DICTIONARY, dictionary="sorts"),
    Field(key="at", label="时刻", kind=Kind.TIME),
    Field(key="needs", label="需要", kind=Kind.CHOICES, options=("订房", "派车")),
    Field(key="trip", label="期间", kind=Kind.PERIOD),
    Field(key="card", label="身份证号", kind=Kind.IDENTITY),
))  # fmt: skip
VALUES = {
    "sort": {"id": 1, "code": "B", "name": "培训"}, "at": "09:30", "needs": ["派车"],
    "trip": {"from": "2026-11-25", "until": "2026-11-27"}, "card": "11010519491231002X",
}  # fmt: skip


@pytest.fixture
def names(bureau):
    """The organisation's words, with one dictionary."""
    made = Dictionary.objects.create(
        organisation=bureau.organisation, unit=bureau.units["office"], code="sorts", name="类别"
    )
    DictionaryEntry.objects.create(dictionary=made, code="B", name="培训")
    found = Names(bureau.organisation.pk)
    found.add_dictionaries(bureau.organisation.pk, {"sort": "sorts"})
    found.fields = {field.key: field.label for field in FORM}
    return found


@pytest.mark.parametrize(
    ("field", "operator", "value", "words"),
    [
        ("sort", "eq", "培训", "类别是“培训”"),
        ("at", "ge", "9:00", None),
        ("needs", "contains", "派车", None),
        ("trip.days", "gt", "2", None),
        ("trip.from", "lt", "2026-12-01", None),
    ],
)
def test_a_condition_is_read_and_holds(names, field, operator, value, words):
    subjects = subjects_of(FORM, names)
    parts = {"field": field, "operator": operator, "value": value}
    test = test_of(parts, subjects, names)
    assert holds(test, facts_for_conditions(FORM, VALUES))
    assert not holds(test, facts_for_conditions(FORM, {}))
    assert test_of(parts_of(test, names), subjects, names) == test
    said = condition_words(test, names.called)
    assert words is None or said == words
    if field == "sort":
        assert test == Test("sort", Type.CHOICE, test.operator, "B")


def test_words_that_mean_nothing_are_told(names):
    subjects = subjects_of(FORM, names)
    for field, operator, value in (("sort", "eq", "没有"), ("at", "ge", "晌午"),
                                   ("needs", "contains", "火箭")):  # fmt: skip
        with pytest.raises(Unclear):
            test_of({"field": field, "operator": operator, "value": value}, subjects, names)
    assert "card" not in subjects


def test_limits_that_are_opened_and_saved_stay_as_they_were():
    for minutes in range(1, 2000):
        assert minutes_in(Decimal(hours_text(minutes))) == minutes
