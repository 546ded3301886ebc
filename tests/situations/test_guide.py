"""The pages of the guide are those the table makes; `--renew` writes them."""

import pytest

from tests.situations.page import FOLDER, pages


def test_the_guide_says_what_the_table_says(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--renew", default=False):
        for name, text in pages().items():
            (FOLDER / name).write_text(text, encoding="utf-8")
    for name, text in pages().items():
        said = (FOLDER / name).read_text(encoding="utf-8")
        assert said == text, "Run: pytest tests/situations --renew"


def test_no_page_is_left_of_a_chapter_that_is_gone() -> None:
    assert {path.name for path in FOLDER.glob("situations*.md")} == set(pages())
