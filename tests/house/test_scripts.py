"""htmx and Stimulus are cut to what we use (andu/ui/lean.mjs); nothing asks for the rest."""

import re
from pathlib import Path

from tests.house import reading

CUT = {
    "hx-boost": r"\bhx-boost\b",
    "hx-vars": r"\bhx-vars\b",
    "hx-ext": r"\bhx-ext\b",
    "hx-partial": r"<hx-partial\b",
    "revealed": r"hx-trigger=\"[^\"]*\brevealed\b",
    "a filter in hx-trigger": r"hx-trigger=\"(?:[^\"]*,\s*)?[\w:.-]+\[",
}
CUT_OF_STIMULUS = {
    "outlets or classes": r"static (?:outlets|classes)\b|\bthis\.(?:outlets|classes)\.",
    "a shorthand of htmx": r"\bhtmx\.(?!process\b|trigger\b|ajax\b|swap\b|config\b|org\b|esm\b)\w+",
}
LATER = re.compile(r"data-later=\"([\w -]+)\"")
ADVICE = "It was cut out of the page's script: do without, or take it back in andu/ui/lean.mjs."


def asked_for(text: str, cut: dict[str, str]) -> list[str]:
    """What a file asks for although it is not there."""
    return [name for name, pattern in cut.items() if re.search(pattern, text)]


def scripts() -> list[Path]:
    return [path for path in reading.product(".js") if "static" in path.parts]


def test_nothing_asks_for_what_was_cut() -> None:
    found = []
    for paths, cut in ((reading.product(".html"), CUT), (scripts(), CUT_OF_STIMULUS)):
        found += [f"{path}: {one}" for path in paths for one in asked_for(reading.text(path), cut)]
    assert not found, reading.report(found, ADVICE)


def test_what_loads_later_is_there() -> None:
    islands = {path.stem for path in scripts()}
    named = {
        name: path
        for path in reading.product(".html")
        for said in LATER.findall(reading.text(path))
        for name in said.split()
    }
    found = [f"{path}: {name}" for name, path in named.items() if name not in islands]
    assert not found, reading.report(found, "The island's file has the name of data-later.")


def test_what_was_cut_is_noticed() -> None:
    assert asked_for('<a hx-boost="true">', CUT)
    assert asked_for('<p hx-trigger="click[ctrlKey]">', CUT)
    assert asked_for("static outlets = [];", CUT_OF_STIMULUS)
    assert asked_for("htmx.onLoad(draw)", CUT_OF_STIMULUS)
    assert not asked_for('<p hx-trigger="nudge:{{ topic }} from:body">', CUT)
    assert not asked_for("window.htmx.trigger(row)", CUT_OF_STIMULUS)
