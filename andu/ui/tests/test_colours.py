"""Whatever main colour a site chooses, everything written in it or on it can be read."""

import itertools

import pytest

from andu.ui import colours
from andu.ui.colours import DARK, DEFAULT, LIGHT, PIGMENTS, contrast
from andu.ui.tests import test_style

GRID = ["#" + "".join(parts) for parts in itertools.product(("00", "55", "aa", "ff"), repeat=3)]


@pytest.mark.parametrize("colour", [*PIGMENTS, *GRID])
def test_every_colour_gives_readable_tokens(colour):
    for said, theme in zip(colours.tokens(colour), (LIGHT, DARK), strict=True):
        assert contrast(said["on-accent"], said["accent"]) >= 4.5
        assert contrast(said["accent"], theme.surface) >= 3
        assert contrast(said["on-accent"], said["accent-hover"]) >= 4.5
        for ground in (*theme.grounds, said["accent-soft"], said["selected"]):
            assert contrast(said["accent-text"], ground) >= 4.5, (colour, ground)
            if ground not in theme.grounds:
                assert all(contrast(text, ground) >= 4.5 for text in theme.texts)


def test_the_pigments_carry_words_and_ours_is_first():
    assert all(colours.is_readable(colour) for colour in PIGMENTS)
    assert next(iter(PIGMENTS)) == DEFAULT
    assert len(PIGMENTS) == 12


def test_the_grounds_are_those_of_the_tokens():
    for name, theme in (("light", LIGHT), ("dark", DARK)):
        said = test_style.colours(name)
        known = {"#" + "".join(f"{round(part * 255):02x}" for part in said[one])
                 for one in ("bg", "surface", "surface-2", "hover", "rail")}  # fmt: skip
        assert set(theme.grounds) == known
        assert theme.surface in known


def test_a_pale_colour_has_a_nearest_that_will_do():
    assert not colours.is_readable("#ffd400")
    assert colours.is_readable(colours.nearest("#ffd400"))
    assert colours.nearest(DEFAULT) == DEFAULT


@pytest.mark.parametrize("text", ["red", "#12345", "#1234567", "235c8c;}", "", "#GGGGGG"])
def test_what_is_no_colour_is_none(text, client):
    assert colours.clean(text) == ""


def test_the_sheet_is_kept_for_ever_and_says_both_themes(db, client):
    answer = client.get(f"/look/{colours.VERSION}/235c8c.css")
    assert "immutable" in answer["Cache-Control"]
    assert b'[data-theme="dark"]' in answer.content
    assert client.get("/look/99/235c8c.css").status_code == 404
    assert client.get(f"/look/{colours.VERSION}/red.css").status_code == 404
