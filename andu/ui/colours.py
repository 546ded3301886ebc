"""The main colour of a site: a dozen pigments, a check by WCAG, and the tokens of both themes.

Everything follows from one colour, so a style sheet is a function of its address and may be kept
by browsers for ever; `VERSION` stands in the address and goes up when the arithmetic changes.
The grounds are those of `tokens.css`; a test compares them.
"""

import colorsys
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

VERSION = 1
DEFAULT = "#b93822"
READABLE, SEEN = 4.5, 3.0  # WCAG 2.2 AA: text, and what is not text
HEX = re.compile(r"#[0-9a-f]{6}")

PIGMENTS: dict[str, Any] = {
    DEFAULT: _("朱砂"), "#a8324a": _("胭脂"), "#8c3f6e": _("绛紫"), "#64478f": _("黛紫"),
    "#3d4f9c": _("靛青"), "#235c8c": _("石青"), "#1a6672": _("湖青"), "#2b6848": _("石绿"),
    "#4f6420": _("竹青"), "#7d5200": _("赭石"), "#8a4420": _("檀木"), "#424a54": _("墨灰"),
}  # fmt: skip


@dataclass(frozen=True)
class Theme:
    """What a theme gives: its panel, every ground text stands on, its text, its filled text."""

    surface: str
    grounds: tuple[str, ...]
    texts: tuple[str, ...]
    on_accent: str = "#fffaf3"


LIGHT = Theme(
    "#fffefc", ("#f6f4ef", "#fffefc", "#f0ede6", "#f3f0e9", "#efece5"),
    ("#1d2125", "#474c52", "#656a6f", "#235c7c", "#96203a"),
)  # fmt: skip
DARK = Theme(
    "#1a1d20", ("#131517", "#1a1d20", "#22262a", "#24282c", "#0e1012"),
    ("#e9e5dc", "#b9b6ae", "#94938d", "#86bcd8", "#f08d9c"),
)  # fmt: skip


def clean(text: str) -> str:
    """A colour as we keep it (#rrggbb, small letters); "" when it is none."""
    said = text.strip().lower()
    said = said if said.startswith("#") else f"#{said}"
    return said if HEX.fullmatch(said) else ""


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21 (WCAG 2.2, relative luminance)."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def is_readable(colour: str) -> bool:
    """Whether the words on a button filled with it can be read."""
    return contrast(colour, LIGHT.on_accent) >= READABLE


def nearest(colour: str) -> str:
    """The same hue, as dark as it must be to carry words."""
    return _until(colour, darker=True, good=is_readable)


def tokens(colour: str) -> tuple[dict[str, str], dict[str, str]]:
    """The tokens that follow from a main colour, for the light and the dark theme."""
    light = nearest(colour)
    dark = _until(light, darker=False, good=lambda c: contrast(c, DARK.surface) >= SEEN)
    return _of(light, LIGHT, darker=True), _of(nearest(dark), DARK, darker=False)


@lru_cache(maxsize=256)
def sheet(colour: str) -> str:
    """The style sheet of a main colour: unlayered, so that it goes before the built tokens."""
    light, dark = tokens(colour)
    return (
        f":root,[data-sample=light]{{{_rules(light)}}}\n"
        f':root[data-theme="dark"],[data-sample=dark]{{{_rules(dark)}}}\n'
    )


def _rules(said: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in said.items())


def _of(fill: str, theme: Theme, *, darker: bool) -> dict[str, str]:
    soft = _ground(fill, theme, 0.2)
    selected = _ground(fill, theme, 0.12)
    grounds = (*theme.grounds, soft, selected)
    return {
        "accent": fill, "accent-hover": _mixed("#000000", fill, 0.14),
        "accent-text": _until(
            fill, darker=darker,
            good=lambda c: all(contrast(c, ground) >= READABLE for ground in grounds),
        ),
        "accent-soft": soft, "on-accent": theme.on_accent, "selected": selected,
    }  # fmt: skip


def _ground(fill: str, theme: Theme, share: float) -> str:
    """A breath of the colour on the theme's panel, on which all text stays readable."""
    while share > 0.01:
        ground = _mixed(fill, theme.surface, share)
        if all(contrast(text, ground) >= READABLE for text in theme.texts):
            return ground
        share -= 0.01
    return theme.surface


def _until(colour: str, *, darker: bool, good: Any) -> str:
    """The colour, made darker or lighter in small steps until it is good."""
    hue, light, strength = colorsys.rgb_to_hls(*_parts(colour))
    step, end = (-0.01, 0.0) if darker else (0.01, 1.0)
    found = colour
    while not good(found) and light != end:
        light = min(max(light + step, 0.0), 1.0)
        found = _hex(colorsys.hls_to_rgb(hue, light, strength))
    return found


def _mixed(one: str, other: str, share: float) -> str:
    pairs = zip(_parts(one), _parts(other), strict=True)
    return _hex(tuple(a * share + b * (1 - share) for a, b in pairs))


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _parts(colour)]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
