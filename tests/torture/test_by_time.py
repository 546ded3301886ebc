"""What time does by itself is done once, whoever dies over it, and not at all on a clock that leapt
while nobody ran (R1, R12, decision 0200)."""

import sys
from contextlib import contextmanager

import pytest

from tests.torture.late import HOWS, STEPS
from tests.torture.running import late
from tools.postgresql import Cluster, missing

DAY = 24 * 3600
FEW, MANY = 12, 600  # late turns

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(sys.platform != "linux", reason="names a run of the machine as Linux does"),
]


@contextmanager
def place(database):
    """What reaches a new database."""
    if database == "sqlite":
        yield {}
        return
    if why := missing():
        pytest.skip(why)
    cluster = Cluster([])
    cluster.start()
    try:
        yield {"DATABASE_URL": cluster.url()}
    finally:
        cluster.remove()


@pytest.mark.parametrize("database", ["postgresql", "sqlite"])
@pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.long)])
def test_what_time_does_is_done_once_whoever_is_killed_over_it(count, database, tmp_path):
    with place(database) as where:
        late(tmp_path, "begin", str(count), "1", **where)
        did = late(tmp_path, "killed", "7", **where)
        found = late(tmp_path, "look", **where)
    sys.stdout.write(f"\n{database} {did['kills']} kills, {found['acted']} acts by time\n")
    assert found == {"acted": STEPS * count, "faults": []}
    assert did["left"] == 0
    assert did["kills"] > count / 6


def test_a_clock_that_leapt_while_we_were_restarted_decides_nothing(tmp_path):
    late(tmp_path, "begin", str(len(HOWS)), "-1")
    for away in (0, DAY, DAY, 0):
        late(tmp_path, "act", str(away))
    assert late(tmp_path, "look")["acted"] == 0
    (tmp_path / "clock").unlink()  # nobody has noted anything: a day has passed
    late(tmp_path, "act", str(DAY))
    assert late(tmp_path, "look") == {"acted": STEPS * len(HOWS), "faults": []}
