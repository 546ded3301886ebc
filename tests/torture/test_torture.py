"""The short form of make torture."""

import json
import subprocess
import sys

import pytest

from andu.config.tests.server import ROOT
from tools.postgresql import missing

SHORT = ["--changes", "60", "--kills", "5", "--every", "8", "--seconds", "150"]

pytestmark = [
    pytest.mark.server,
    pytest.mark.long,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]


@pytest.mark.parametrize("database", ["postgresql", "sqlite"])
def test_nothing_acknowledged_is_lost_doubled_or_half_done(database):
    if database == "postgresql" and missing():
        pytest.skip(missing())
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture", *SHORT, "--database", database],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=580,
    )  # fmt: skip
    sys.stdout.write(f"\n{done.stdout}")
    assert done.returncode == 0, done.stderr[-2000:]
    figures = json.loads(done.stdout)
    assert figures["violations"] == 0
    assert figures["acknowledged"] >= 20 and figures["kills"] >= 2
