"""Numbers nobody writes, one by one, where a form of strange values would hide one behind another:
five thousand digits, noughts before, more than a database holds (C31)."""

import pytest

from andu.approvals.editor.handling import MOST_LEVEL, handlers_of
from andu.approvals.editor.names import Names
from andu.approvals.editor.typed import Line
from andu.approvals.tests.samples import POST
from tests.cast import client_of

ENDLESS = ("9" * 5000, "0" * 5000, "0" * 4990 + "1", "9" * 19, "²", "-1", "")


@pytest.mark.parametrize("number", ENDLESS)
def test_files_of_a_refused_form_are_named_by_numbers(number, version, clerk):
    posted = {**POST, "f-days": "x", "f-papers": number}
    assert client_of(clerk).post("/start/leave", posted).status_code == 422


@pytest.mark.parametrize("number", ENDLESS)
def test_a_size_is_a_number_of_bytes(number, clerk):
    posted = {"name": "a.txt", "size": number}
    answer = client_of(clerk).post("/files/uploads", posted, HTTP_ACCEPT="application/json")
    assert answer.status_code == 400, answer.status_code


@pytest.mark.parametrize("number", ENDLESS)
def test_a_circulation_is_withdrawn_by_its_number(number, submit, clerk):
    matter = submit().matter
    answer = client_of(clerk).post(f"/w/{matter.pk}/uncirculate", {"circulation": number})
    assert answer.status_code == 404


@pytest.mark.parametrize("number", ENDLESS)
def test_a_question_is_withdrawn_by_its_number(number, submit, clerk):
    matter = submit().matter
    for part in ("unconsult", "pursue", "answer"):
        answer = client_of(clerk).post(f"/w/{matter.pk}/{part}", {"consultation": number})
        assert answer.status_code == 404


@pytest.mark.parametrize("number", [*ENDLESS[:-1], "000099", str(MOST_LEVEL + 1)])
def test_levels_above_are_counted_within_bounds(number):
    step = Line(0, parts={"rule": "superior", "level": number})
    assert handlers_of(step, Names.__new__(Names), {}, ()) == ()
    assert "整数" in step.errors[0] and len(step.errors[0]) < 40
