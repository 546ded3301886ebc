"""The short form of make torture: every process dies, and nothing acknowledged is lost."""

import json
import subprocess
import sys

import pytest

from andu.config.tests.server import ROOT
from tests.torture import tallying
from tests.torture.killing import ALWAYS, ON_POSTGRESQL
from tests.torture.people import Office
from tools.postgresql import missing

KILLS = 20
SHORT = ["--changes", "40", "--kills", str(KILLS), "--every", "2", "--seconds", "240"]
NOTHING = {"faults": [], "acts": [], "serials": 0, "batched": [], "matters": 0, "sent": [],
           "unannounced": [], "announced_twice": []}  # fmt: skip

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def run(*words):
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture", *words],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=580,
    )  # fmt: skip
    sys.stdout.write(f"\n{done.stdout}")
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.server
@on_linux
@pytest.mark.parametrize("database", ["postgresql", "sqlite"])
def test_nothing_acknowledged_is_lost_doubled_or_half_done(database):
    if database == "postgresql" and missing():
        pytest.skip(missing())
    figures = run(*SHORT, "--database", database)
    assert figures["acknowledged"] >= 40 and figures["kills"] >= KILLS
    few = {"broken answers", "cut clients", "cut database", "slow database", "refused database"}
    wanted = set(ALWAYS) | (set(ON_POSTGRESQL) if database == "postgresql" else set())
    assert wanted - few <= set(figures["happened"])


@pytest.mark.server
@on_linux
@pytest.mark.parametrize("database", ["postgresql", "sqlite"])
@pytest.mark.parametrize("cuts", [2, pytest.param(20, marks=pytest.mark.long)])
def test_power_cuts_lose_nothing_acknowledged(cuts, database, tmp_path):
    """PostgreSQL stops at once, and every write has gone through to the disk (R2)."""
    if database == "postgresql" and missing():
        pytest.skip(missing())
    words = ["--only", "power", "--fsync", "--kills", str(cuts), "--changes", str(cuts * 10)]
    figures = run(*words, "--round", "40", "--every", "10", "--database", database,
                  "--folder", str(tmp_path))  # fmt: skip
    assert figures["fsync"] and figures["happened"]["power"] >= cuts


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        ({}, "lost"),
        ({"acts": [["k1", 3, "clerk"], ["k1", 3, "clerk"]]}, "doubled"),
        ({"acts": [["k1", 3, "clerk"], ["k9", 4, "clerk"]]}, "wrong"),
        ({"acts": [["k1", 3, "clerk"], ["k2", 3, "clerk"]]}, "wrong"),
        ({"acts": [["k1", 4, "clerk"]]}, "lost"),
        ({"acts": [["k1", 3, "clerk"]], "faults": ["3: stuck"]}, "half_done"),
        ({"acts": [["k1", 3, "clerk"]], "sent": ["m1", "m2"]}, "lost"),
        ({"acts": [["k1", 3, "clerk"]], "sent": []}, "wrong"),
        ({"acts": [["k1", 3, "clerk"]], "unannounced": ["x"]}, "lost"),
        ({"acts": [["k1", 3, "clerk"]], "announced_twice": ["x"]}, "doubled"),
        ({"acts": [["k1", 3, "clerk"]], "serials": -1}, "doubled"),
    ],
)
def test_the_oracle_sees_every_kind_of_fault(found, kind):
    said = Office(done=[("k1", 3, "clerk")], asked={"k1", "k2"}, refused={"k2"})
    well = NOTHING | {"acts": [["k1", 3, "clerk"]], "sent": ["m1"]}
    assert not any(tallying.weighed(said, well, tallying.Counter(m1=2)).values())
    wrong = tallying.weighed(said, NOTHING | {"sent": ["m1"]} | found, tallying.Counter(m1=1))
    assert wrong[kind]


def test_a_matter_that_left_the_list_is_not_lost_by_a_batch_but_one_that_was_put_down_is():
    said = Office(done=[("b1/3", 3, "x"), ("b1/4", 4, "x"), ("b2/5", 5, "x")], asked={"b1", "b2"})
    found = NOTHING | {"batched": ["b1", "b1/3"]}
    lost = tallying.weighed(said, found, tallying.Counter())["lost"]
    assert [each.split("'")[1] for each in lost] == ["b1/3", "b2/5"]


def test_figures_go_on_where_a_run_ended(tmp_path):
    one = tallying.EMPTY | {
        "acknowledged": 3,
        "happened": {"jobs": 1},
        "longest_window": {"jobs": 2},
    }
    tallying.keep(tmp_path, one)
    whole = tallying.together(
        tallying.kept(tmp_path), one | {"longest_window": {"jobs": 1, "x": 5}}
    )
    assert whole["acknowledged"] == 6
    assert whole["happened"] == {"jobs": 2}
    assert whole["longest_window"] == {"jobs": 2, "x": 5}
    assert tallying.kept(tmp_path / "elsewhere") == tallying.EMPTY
