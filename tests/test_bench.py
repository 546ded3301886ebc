"""What a benchmark says of its figures: verdicts, and the tables in the READMEs."""

import pytest

from bench import telling
from bench.sections.sidebyside import NAMES
from bench.targets import TARGETS, verdicts


def sections(**figures):
    """A run of ours beside the floor of the same rows."""
    rows = [{"name": "same-rows", "cpu_us": 1000.0}, {"name": "andu", **figures}]
    return {"sidebyside": rows}


def verdict_of(name, found, *, is_busy=False):
    rows = {row["name"]: row for row in verdicts(found, is_busy=is_busy)}
    return rows[name]


def test_a_ratio_within_its_limit_is_met_and_beyond_is_missed_by_how_much():
    assert verdict_of("step-cpu", sections(cpu_us=2000.0))["verdict"] == "met"
    missed = verdict_of("step-cpu", sections(cpu_us=5000.0))
    assert (missed["verdict"], missed["by"]) == ("missed", 2.5)


def test_what_should_be_large_is_missed_when_small():
    found = {"login": [{"name": "sign-in", "logins_s": 5.0}]}
    assert verdict_of("login", found)["by"] == 5


def test_a_busy_machine_moves_times_and_not_counts():
    found = sections(cpu_us=1.0, statements=27)
    assert verdict_of("step-cpu", found, is_busy=True)["verdict"] == "machine busy"
    assert verdict_of("step-statements", found, is_busy=True)["verdict"] == "missed"


def test_what_was_not_measured_is_said():
    assert verdict_of("history", {})["verdict"] == "not measured"


def test_everything_in_a_table_has_a_name_in_both_languages():
    assert set(NAMES) <= set(telling.WORDS["names"])
    assert {target.name for target in TARGETS} == set(telling.WORDS["targets"])
    assert all(len(both) == 2 for group in telling.WORDS.values() for both in group.values())


def test_both_readmes_have_a_place_for_the_table():
    for path in telling.READMES:
        text = telling.between(path.read_text(encoding="utf-8"), "| a table |")
        assert text.count("| a table |") == 1
        assert telling.between(text, "").count("| a table |") == 0


def test_a_run_is_told_in_both_languages():
    header = {
        "date": "2026-03-02", "machine": "a machine", "postgresql": "15.18", "load": 0.5,
        "rounds": 5, "seconds": 2.0, "floor_p50_ms": 0.6, "floor_steps_s": 1029.0, "is_busy": True,
    }  # fmt: skip
    found = sections(cpu_us=5000.0, statements=27.0, steps_s=1234.0)
    results = {"header": header, "sections": found, "missing": ["fsm (not installed)"],
               "targets": verdicts(found, is_busy=True)}  # fmt: skip
    english, chinese = (telling.markdown(results, language) for language in (0, 1))
    assert "| andu, the whole action | 1,234 |" in english
    assert "missed, 13.5x" in english
    assert "| 案牍（完整动作） | 1,234 |" in chinese
    assert all("MACHINE BUSY" in text for text in (english, telling.whole(results)))
    assert "NOT MEASURED: fsm" in telling.whole(results)


def test_a_text_without_the_marks_is_refused():
    with pytest.raises(SystemExit, match="no place"):
        telling.between("# Andu", "| a table |")
