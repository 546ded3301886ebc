"""Dates in the boxes of a page are written as browsers read them."""

import datetime

from django import forms

DAY = datetime.date(2026, 1, 2)


def test_a_date_field_shows_the_day_it_holds():
    shown = forms.DateInput(attrs={"type": "date"}).render("day", DAY)
    assert 'value="2026-01-02"' in shown


def test_a_moment_too():
    moment = datetime.datetime(2026, 1, 2, 3, 4)
    shown = forms.DateTimeInput(attrs={"type": "datetime-local"}).render("at", moment)
    assert 'value="2026-01-02T03:04"' in shown


def test_what_people_write_is_read_in_any_of_the_usual_ways():
    field = forms.DateField()
    assert {field.clean(text) for text in ("2026-01-02", "2026/1/2", "2026年1月2日")} == {DAY}
