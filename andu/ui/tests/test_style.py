"""Icons that pages use exist; colours stay readable; nothing is set inline."""

import re
from pathlib import Path

import pytest

ROOMS = Path(__file__).parents[2]
UI = ROOMS / "ui"
ICON = re.compile(r"\{%\s*icon\s+[\"']([\w-]+)[\"']|icon_name=[\"']([\w-]+)[\"']")
ENTRY = re.compile(r"Entry\(\s*[^,]+,\s*[\"'][\w:-]+[\"'],\s*[\"']([\w-]+)[\"']")
TOKENS = (UI / "static/ui/css/tokens.css").read_text()
GROUNDS = ("bg", "surface", "surface-2", "hover", "rail", "selected")
SOFT = {"link": "info-soft", "ok": "ok-soft", "warn": "warn-soft", "danger": "danger-soft"}


def known() -> set[str]:
    return set((UI / "icons.txt").read_text().split())


def used() -> dict[str, str]:
    """Icon name → a file that names it, over templates and menus of the house."""
    found: dict[str, str] = {}
    for path in [*ROOMS.glob("*/templates/**/*.html"), *ROOMS.glob("*/menu.py")]:
        pattern = ICON if path.suffix == ".html" else ENTRY
        for match in pattern.finditer(path.read_text()):
            name = next(group for group in match.groups() if group)
            if not name.endswith("-"):
                found[name] = str(path.relative_to(ROOMS))
    return found


def test_every_icon_in_use_is_in_the_sprite() -> None:
    missing = {name: where for name, where in used().items() if name not in known()}
    assert not missing, f"add to andu/ui/icons.txt (names of Tabler Icons): {missing}"


def test_the_list_of_icons_is_in_order() -> None:
    names = (UI / "icons.txt").read_text().split()
    assert names == sorted(set(names))


def colours(theme: str) -> dict[str, tuple[float, ...]]:
    light, dark = TOKENS.split(':root[data-theme="dark"]')
    text = light if theme == "light" else light + dark
    return {
        name: tuple(int(value[i : i + 2], 16) / 255 for i in (0, 2, 4))
        for name, value in re.findall(r"--([\w-]+):\s*#([0-9a-f]{6})", text)
    }


def luminance(colour: tuple[float, ...]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_is_readable_on_every_ground(theme: str) -> None:
    colour = colours(theme)
    for ground in GROUNDS:
        for text in ("text", "text-2", "text-3", "link", "danger"):
            ratio = contrast(colour[text], colour[ground])
            assert ratio >= 4.5, f"{text} on {ground}: {ratio:.2f}"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_and_buttons_are_readable(theme: str) -> None:
    colour = colours(theme)
    for text, ground in SOFT.items():
        assert contrast(colour[text], colour[ground]) >= 4.5, text
    assert contrast(colour["on-accent"], colour["accent"]) >= 4.5
    assert contrast(colour["on-ink"], colour["ink"]) >= 4.5
    for ground in ("bg", "surface"):
        assert contrast(colour["control"], colour[ground]) >= 3
        assert contrast(colour["focus"], colour[ground]) >= 3


def test_every_style_sheet_is_in_the_bundle() -> None:
    folder = UI / "static/ui/css"
    bundle = (folder / "andu.css").read_text()
    left = [path.name for path in folder.glob("*.css") if f'"{path.name}"' not in bundle]
    assert left == ["andu.css"]


def test_scripts_stay_small() -> None:
    long = [
        str(path.relative_to(ROOMS)) for path in ROOMS.glob("*/static/*/**/*.js")
        if "vendor" not in path.parts and len(path.read_text().splitlines()) > 150
    ]  # fmt: skip
    assert not long


def test_the_lock_names_no_address() -> None:
    assert '"resolved"' not in (ROOMS.parent / "package-lock.json").read_text()
