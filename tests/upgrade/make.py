"""How `first.sql.gz` was made: matters in every state the first landed release knows, by its own
actions. Run once, in a checkout of that release (commit 8586711), on an empty data folder:

    git worktree add --detach <old> 8586711
    cd <old> && ANDU_DATA=<data> python -m andu migrate
    ANDU_DATA=<data> PYTHONPATH=<old> python <here>/make.py <here>/first.sql.gz
"""

# ruff: noqa: E402 - models can be imported only after setup; these are the old release's

import gzip
import os
import re
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "andu.config.settings"

import django

django.setup()

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection

from andu.approvals import actions as approvals
from andu.approvals.actions.drafts import Typed
from andu.approvals.actions.handling import Act
from andu.approvals.models import Request, TemplateVersion
from andu.config.demo import life
from andu.identity.models import Account
from andu.organisation.acting import actor_of
from andu.workflow.models import Matter, Seat

INDEX = "search_piece"
HALVES = 3  # groups of several handlers left half done


def main(target: Path) -> None:
    """The demo of that release, and what it leaves out."""
    call_command("demo")
    _leave_halves()
    _take_back()
    _resubmit()
    _keep_drafts()
    Account.objects.update(password=make_password(None))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM identity_activation")
        cursor.execute("DELETE FROM identity_formerpassword")
        cursor.execute("DELETE FROM django_session")
    connection.close()
    text = "\n".join(_dump(sqlite3.connect(settings.DATABASES["default"]["NAME"])))
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _dump(rows: sqlite3.Connection) -> Iterator[str]:
    """SQL for an empty file; the index of the search as what it is, not as the tables beneath."""
    beneath = re.compile(
        rf"""(INSERT INTO|CREATE TABLE) ["']{INDEX}|INSERT INTO sqlite_master|PRAGMA writable"""
    )
    (virtual,) = rows.execute("SELECT sql FROM sqlite_master WHERE name = ?", [INDEX]).fetchone()
    yield f"{virtual};"
    yield from (line for line in rows.iterdump() if not beneath.match(line))
    asked = "SELECT rowid, quote(tokens) FROM search_piece"
    for number, tokens in rows.execute(asked):
        yield f"INSERT INTO {INDEX}(rowid, tokens) VALUES ({number}, {tokens});"


def _running() -> list[Request]:
    return [
        Request.objects.get(matter=matter)
        for matter in Matter.objects.filter(state=Matter.State.RUNNING).order_by("pk")
    ]


def _open(request: Request) -> list[Seat]:
    seats = Seat.objects.filter(run__matter=request.matter_id, state=Seat.State.OPEN)
    return list(seats.select_related("member").order_by("number"))


def _leave_halves() -> None:
    """One of several who sign together, or of several branches, has agreed."""
    for key in ("cg", "qs"):
        several = [each for each in _running() if len(_open(each)) >= HALVES]
        wanted = [each for each in several if each.version.template.key == key]
        for request in wanted[:HALVES]:
            life._step(request, "agree", "同意。")


def _take_back() -> None:
    """Somebody has agreed, and has taken it back."""
    for request in [each for each in _running() if each.version.template.key == "bx"]:
        (seat, *_), by = _open(request), actor_of(_open(request)[0].member)
        if seat.visit > 1 and life._step(request, "agree", "同意。"):
            act = Act(verb="take_back", seat=seat.number, opinion="再看一下。")
            approvals.decide(request, act, by=by)
            return


def _resubmit() -> None:
    """What was returned has been sent off again."""
    back = [each for each in _running() if _open(each)[0].member_id == each.matter.initiator_id]
    for request in back[:2]:
        life._step(request, "resubmit", "已修改。")


def _keep_drafts() -> None:
    """Drafts, right and wrong."""
    for version in TemplateVersion.objects.order_by("pk"):
        who = Matter.objects.order_by("pk")[version.pk].initiator
        typed = Typed(title="草稿", raw={"f-days": "no number", "f-reason": "还没写完"})
        approvals.save_draft(version, typed, by=actor_of(who))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
