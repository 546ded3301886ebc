"""Many finished matters out of one: its rows multiplied by SQL, on PostgreSQL.

Copies get ids far above those of matters begun while measuring; members are spread, so that no
list of one person holds them all. Chains are copied as they are: nobody checks them here.
"""

from collections.abc import Iterator

from django.db import connection

BASE = 1_000_000_000
# Room for the rows of one matter in one table.
STRIDE = 16
TURNS = "SELECT id FROM workflow_run WHERE matter_id = %(matter)s"
PAPERS = "SELECT record_id FROM approvals_request WHERE matter_id = %(matter)s"
# Table → which rows belong to the matter, and the columns that follow it.
TABLES = {
    "workflow_matter": ("id = %(matter)s", {}),
    "workflow_run": ("matter_id = %(matter)s", {"matter_id": "workflow_matter"}),
    "workflow_visit": (f"run_id IN ({TURNS})", {"run_id": "workflow_run"}),
    "workflow_seat": (f"run_id IN ({TURNS})", {"run_id": "workflow_run"}),
    "workflow_history": (f"run_id IN ({TURNS})", {"run_id": "workflow_run"}),
    "workflow_participant": ("matter_id = %(matter)s", {"matter_id": "workflow_matter"}),
    "forms_record": (f"id IN ({PAPERS})", {}),
    "forms_recordversion": (f"record_id IN ({PAPERS})", {"record_id": "forms_record"}),
    "forms_value": (f"record_id IN ({PAPERS})", {"record_id": "forms_record"}),
    "approvals_request": (
        "matter_id = %(matter)s", {"matter_id": "workflow_matter", "record_id": "forms_record"},
    ),
}  # fmt: skip
SPREAD = {"member_id", "initiator_id"}
KEYS = {"approvals_request": "key"}
NEW = f"{BASE} + g * {STRIDE}"


def multiply(matter: int, count: int) -> None:
    """Put `count` copies of a finished matter beside it."""
    with connection.cursor() as cursor:
        # Trusted copies: no foreign keys to check, no waiting for the disk.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SELECT min(id), count(*) FROM organisation_member")
        first, people = cursor.fetchone()
        said = {"matter": matter, "count": count, "first": first, "people": people}
        for statement in _statements():
            cursor.execute(statement, said)
        cursor.execute("RESET synchronous_commit")
        cursor.execute("RESET session_replication_role")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")


def _statements() -> Iterator[str]:
    for table, (mine, follows) in TABLES.items():
        columns = _columns(table)
        values = [_value(table, column, follows) for column in columns]
        names = ", ".join(f'"{column}"' for column in columns)
        yield (
            f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM "
            f"(SELECT *, row_number() OVER (ORDER BY id) AS place FROM {table} WHERE {mine})"
            " AS old, generate_series(1, %(count)s) AS g"
        )


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    return [column.name for column in found]


def _value(table: str, column: str, follows: dict[str, str]) -> str:
    if column == "id":
        return f"{NEW} + place - 1"
    if column in follows:
        return NEW  # the matter, its run and its record have one row each
    if column in SPREAD:
        return "%(first)s + (old.place * 31 + g) %% %(people)s"
    if column == KEYS.get(table):
        return "''"
    return f'old."{column}"'
