from django.db import DatabaseError

from andu.config import health


def test_ready(client, db):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (
        200, b"ok", "text/plain; charset=utf-8",
    )  # fmt: skip


def test_not_ready_without_tables(client, db, monkeypatch):
    monkeypatch.setattr(health, "_migrated", [])
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: ["one"])
    assert client.get("/healthz").status_code == 503


def test_not_ready_without_a_database(client, db, monkeypatch):
    class Gone:
        def cursor(self):
            raise DatabaseError

    monkeypatch.setattr(health, "connection", Gone())
    assert client.get("/healthz").status_code == 503
