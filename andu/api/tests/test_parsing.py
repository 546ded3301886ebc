"""What no database, page or hash can hold is refused before anything reads it."""

import pytest

from andu.api.parsing import require_plain
from andu.api.tests.programs import program

KEPT = [{"a": ["请假", 3, -(2**63) + 1, 2.5, None, True, "😀", {"深": [[[]]]}]}, [], "x"]
REFUSED = ["\ud800", {"\udfff": 1}, ["a\x00b"], {"a": [{"b": 2**63}]}, [float("nan")], 1e999]


@pytest.mark.parametrize("said", KEPT)
def test_what_can_be_kept_passes(said):
    require_plain(said)


@pytest.mark.parametrize("said", REFUSED)
def test_what_cannot_be_kept_is_refused(said):
    with pytest.raises(ValueError, match="kept"):
        require_plain(said)


@pytest.mark.parametrize("body", ['{"name": "\\ud800"}', "[" * 100_000, '{"name": 1' + "0" * 40])
def test_a_program_hears_it_in_words(clerk, body):
    answer = program(clerk).generic(
        "POST", "/api/lists/mine/filters", body, "application/json",
        HTTP_IDEMPOTENCY_KEY="hostile-0001",
    )  # fmt: skip
    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable")
    assert "JSON" in answer.json()["detail"]
