"""Recorded histories of every release are replayed: an old run must still finish.

The files are never edited. `python -m andu.engine.tests.recording` writes those that are missing.
"""

import json
from pathlib import Path

import pytest

from andu.engine import (
    NOTHING,
    Acted,
    Answers,
    Decided,
    decide,
    decode,
    decode_configuration,
    decode_definition,
    encode,
    fold,
)
from andu.engine.tests.recording import STORIES

FOLDER = Path(__file__).parent / "histories"
FILES = sorted(FOLDER.glob("*.json"))


def read(path: Path) -> tuple:
    kept = json.loads(path.read_text("utf-8"))
    history = [decode(event) for event in kept["history"]]
    state = decode_configuration(kept["configuration"])
    return decode_definition(kept["definition"]), history, state, kept


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_old_history_leads_to_the_same_state(path):
    _, history, state, _ = read(path)
    assert fold(history) == state


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_old_history_is_written_the_same_way_today(path):
    _, history, _, kept = read(path)
    assert [encode(event) for event in history] == kept["history"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_same_commands_still_lead_to_the_same_events(path):
    definition, history, _, _ = read(path)
    state, again = NOTHING, []
    for event in history:
        if isinstance(event, Acted):
            people = {known.need: known.people for known in event.people}
            values = {fact.field: fact.value for fact in event.facts}
            decision = decide(definition, state, event.command, Answers(people, values), event.at)
            assert isinstance(decision, Decided)
            state = decision.configuration
            again += decision.events
    assert again == history


def test_every_story_has_been_recorded():
    assert {path.stem.split("-", 1)[1] for path in FILES} >= set(STORIES)
