from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from andu.backup.models import Backup
from andu.config.metrics import counting, gauges
from andu.config.metrics.writing import Family, Sample, text_of
from andu.identity.models import SignIn
from andu.kit.jobs import Rank, later
from andu.kit.jobs.worker import sweep
from tests.house.counting import constant_queries

TOKEN = "figures-of-the-night"  # pragma: allowlist secret


def figures(client, **headers) -> dict[str, float]:
    """Every line of the page, by its name and labels."""
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 200
    lines = [line for line in answer.content.decode().splitlines() if line[0] != "#"]
    return {name: float(value) for name, _space, value in (line.rpartition(" ") for line in lines)}


def queue(number):
    for _ in range(number):
        later(sweep, rank=Rank.AWAITED)


@pytest.fixture
def counted(settings, tmp_path):
    settings.DATA = tmp_path
    counting.begin()
    counting._own.clear()
    yield tmp_path
    counting._own.clear()


def test_what_waits_runs_and_failed_is_told_by_rank(client, db):
    queue(4)
    later(sweep, run_after=timezone.now() + timedelta(hours=1), rank=Rank.BULK)
    first, second, third, _ = DBTaskResult.objects.filter(priority=Rank.AWAITED)
    for job, status in ((first, "RUNNING"), (second, "FAILED"), (third, "SUCCESSFUL")):
        DBTaskResult.objects.filter(pk=job.pk).update(status=TaskResultStatus[status])
    told = figures(client)
    awaited = {
        state: told[f'andu_jobs{{rank="awaited",state="{state}"}}']
        for state in ("waiting", "delayed", "running", "failed")
    }
    assert awaited == {"waiting": 1, "delayed": 0, "running": 1, "failed": 1}
    assert told['andu_jobs{rank="bulk",state="delayed"}'] == 1
    assert told['andu_job_oldest_waiting_seconds{rank="awaited"}'] >= 0
    assert told['andu_job_oldest_waiting_seconds{rank="bulk"}'] == 0


def test_sessions_and_the_age_of_the_last_backup(client, clerk):
    before = figures(client)
    assert before["andu_backup_age_seconds"] == float("inf")
    assert before["andu_database_up"] == 1
    SignIn.objects.create(
        account=clerk.account, session_key="x", last_seen=timezone.now(), address="127.0.0.1"
    )
    made = timezone.now() - timedelta(hours=3)
    Backup.objects.create(made_at=made, place="/b", size=1, sm3="", files=0, by="")
    after = figures(client)
    assert after["andu_sessions"] == before["andu_sessions"] + 1
    assert 3 * 3600 <= after["andu_backup_age_seconds"] < 3 * 3600 + 60


def test_the_statements_are_as_many_with_many_rows(client, db):
    assert constant_queries(client, "/metrics", queue) == 5


def test_a_database_that_is_away_is_told(client, db, monkeypatch):
    def away():
        raise DatabaseError

    monkeypatch.setattr(gauges, "from_database", away)
    told = figures(client)
    assert told["andu_database_up"] == 0
    assert not any(name.startswith("andu_jobs") for name in told)
    assert any(name.startswith("andu_resident_memory_bytes") for name in told)


def test_requests_are_counted_by_room_and_status_and_timed(client, db, counted):
    client.get("/healthz")
    client.get("/login")
    client.get("/login")
    client.get("/nowhere")
    told = figures(client)
    assert told['andu_requests_total{room="identity",status="2xx"}'] == 2
    assert told['andu_requests_total{room="other",status="4xx"}'] == 1
    labels = 'room="identity",status="2xx"'
    steps = [
        value
        for name, value in told.items()
        if name.startswith(f"andu_request_seconds_bucket{{{labels}")
    ]
    assert steps == sorted(steps)
    assert steps[-1] == told[f"andu_request_seconds_count{{{labels}}}"] == 2
    assert told[f"andu_request_seconds_sum{{{labels}}}"] > 0


def test_other_processes_are_added_and_broken_files_left_out(counted):
    counting.count("portal", 200, 0.02)
    own = next(counting.folder().glob("*.counts"))
    (counting.folder() / "1.counts").write_bytes(own.read_bytes())
    (counting.folder() / "2.counts").write_bytes(b"half")
    (row,) = counting.rows()
    assert (row.place, row.status, sum(row.counts)) == ("portal", "2xx", 2)
    counting.begin()
    assert not list(counting.rows())


def test_nothing_is_kept_without_the_folder(settings, tmp_path):
    settings.DATA = tmp_path
    counting.count("portal", 200, 1.0)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("10.0.0.9", {}),
        ("", {}),
        ("127.0.0.1", {"X-Forwarded-For": "10.0.0.9"}),
        ("127.0.0.1", {"Forwarded": "for=10.0.0.9"}),
    ],
)
def test_others_find_no_such_page(db, address, headers):
    assert Client(REMOTE_ADDR=address).get("/metrics", headers=headers).status_code == 404


def test_behind_a_proxy_the_token_is_asked_for(db, settings):
    settings.BEHIND_TLS = True
    assert Client().get("/metrics").status_code == 404
    settings.METRICS_TOKEN = TOKEN
    far = Client(REMOTE_ADDR="10.0.0.9")
    assert figures(far, authorization=f"Bearer {TOKEN}")["andu_database_up"] == 1
    for wrong in ("", f"Basic {TOKEN}", "Bearer ", f"Bearer {TOKEN}x", "Bearer 密"):
        assert far.get("/metrics", headers={"Authorization": wrong}).status_code == 404
    assert Client().get("/metrics").status_code == 404


def test_labels_and_figures_are_written_as_the_format_wants_them():
    odd = Family("a", "gauge", "What.", (Sample({"x": 'a"\\\n'}, float("inf")), Sample({}, 0.5)))
    assert text_of([odd]) == (
        "# HELP a What.\n# TYPE a gauge\n" + r'a{x="a\"\\\n"} +Inf' + "\na 0.5\n"
    )
