"""The first landed release with running matters becomes this one, and every matter comes to its
end (UP-01). How the old database came about: `make.py`."""

import gzip
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from andu.config.tests.server import ROOT, andu, environment

FIRST = Path(__file__).parent / "first.sql.gz"
WAS = {"finished": 23, "refused": 7, "running": 50, "terminated": 10}

pytestmark = pytest.mark.server


@pytest.fixture
def data(tmp_path):
    """A data folder as that release left it."""
    rows = sqlite3.connect(tmp_path / "andu.sqlite3")
    rows.executescript(gzip.decompress(FIRST.read_bytes()).decode())
    rows.close()
    return tmp_path


def office(data, word):
    """Look or finish, in a process of its own on that folder."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.upgrade.office", word], cwd=ROOT, text=True,
        env=environment(data) | {"DJANGO_SETTINGS_MODULE": "andu.config.settings"},
        capture_output=True, check=False, timeout=400,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_matters_of_the_first_release_go_on_after_the_upgrade_and_all_end(data):
    assert "andu migrate" in andu(data, "serve").stderr
    done = andu(data, "migrate", "-v0")
    assert done.returncode == 0, done.stderr

    before = office(data, "look")
    assert before["faults"] == []
    assert before["states"] == WAS
    assert before["several"] >= 6  # groups and branches, some of them half done

    after = office(data, "finish")
    assert after["faults"] == []
    assert "running" not in after["states"]
    assert after["states"]["finished"] > WAS["finished"]
    assert sum(after["states"].values()) == sum(WAS.values())
    assert after["drafts"] == before["drafts"] == 5
    checked = andu(data, "audit_verify")
    assert checked.returncode == 0, checked.stdout + checked.stderr
