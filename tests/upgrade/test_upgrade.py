"""The first landed release with running matters becomes this one, and every matter comes to its
end (UP-01), on SQLite and on PostgreSQL. How the old database came about: `make.py`."""

import contextlib
import gzip
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from andu.config.tests.server import ROOT, andu, environment
from tools.postgresql import missing, server

FIRST = Path(__file__).parent / "first.sql.gz"
WAS = {"finished": 23, "refused": 7, "running": 50, "terminated": 10}

pytestmark = pytest.mark.server


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """A data folder and the address of its database, as that release left them."""
    old = tmp_path / "andu.sqlite3"
    with contextlib.closing(sqlite3.connect(old)) as rows:
        rows.executescript(gzip.decompress(FIRST.read_bytes()).decode())
    if request.param == "sqlite":
        yield tmp_path, {}
        return
    if missing():
        pytest.skip(missing())
    with server() as url:
        address = {"DATABASE_URL": url}
        run(tmp_path, address, "tests.upgrade.carrying", str(old))
        old.unlink()
        yield tmp_path, address


def run(data, address, *words):
    """A module in a process of its own on that folder and database; gives what it says."""
    more = address | {"DJANGO_SETTINGS_MODULE": "andu.config.settings"}
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, text=True, env=environment(data, **more),
        capture_output=True, check=False, timeout=400,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def office(data, address, word):
    """Look or finish."""
    return json.loads(run(data, address, "tests.upgrade.office", word))


def test_matters_of_the_first_release_go_on_after_the_upgrade_and_all_end(place):
    data, address = place
    assert "andu migrate" in andu(data, "serve", **address).stderr
    done = andu(data, "migrate", "-v0", **address)
    assert done.returncode == 0, done.stderr

    before = office(data, address, "look")
    assert before["faults"] == []
    assert before["states"] == WAS
    assert before["several"] >= 6  # groups and branches, some of them half done

    after = office(data, address, "finish")
    assert after["faults"] == []
    assert "running" not in after["states"]
    assert after["states"]["finished"] > WAS["finished"]
    assert sum(after["states"].values()) == sum(WAS.values())
    assert after["drafts"] == before["drafts"] == 5
    checked = andu(data, "audit_verify", **address)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert (data / "andu.sqlite3").exists() is not bool(address)  # nobody wrote elsewhere
