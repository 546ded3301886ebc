"""How long a page of search results takes among many matters: `python -m bench.search`.

Fills a database of its own (SQLite in a temporary folder, or DATABASE_URL's) with matters whose
titles, forms and opinions are made of common words, and asks for rare, common, one- and
two-character words as a clerk (a few hundred matters), a leader (a tenth of all) and somebody who
sees nothing of it.
"""

import argparse
import datetime
import json
import os
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import django

WORDS = (Path(__file__).parent / "words.txt").read_text().split()
QUERIES = ("改", "采购", "扫描仪 报销", "关于老旧小区", "〔2026〕", "陈砚", "没有这个词", "a")


def sentence(chance: random.Random, count: int) -> str:
    return "".join(chance.choice(WORDS) for _ in range(count))


def fill(matters: int) -> tuple[list[int], int]:
    """The rows; returns the members (nobody, clerk, leader) and the organisation."""
    from django.utils import timezone

    from andu.organisation.models import Member, Organisation
    from andu.search.indexing import Item, put_all
    from andu.workflow.models import Matter, Participant

    chance = random.Random(7)
    place = Organisation.objects.create(code="bench", name="测试局")
    people = Member.objects.bulk_create(
        Member(organisation=place, code=f"b{n}", name=f"陈砚{n}") for n in range(500)
    )
    ids = [person.pk for person in people]
    now = timezone.now()
    for start in range(0, matters, 1000):
        rows = Matter.objects.bulk_create(
            Matter(
                organisation=place, kind="approvals", title=sentence(chance, 6),
                serial=f"QJ〔2026〕{start + n}号", label="请示",
                initiator_id=chance.choice(ids[3:]),
                initiator_name="陈砚秋", started=now - datetime.timedelta(minutes=start + n),
            )
            for n in range(min(1000, matters - start))
        )  # fmt: skip
        parts, items = [], []
        for row in rows:
            inside = {row.initiator_id, *chance.sample(ids[3:], 4)}
            inside |= {ids[2]} if chance.random() < 0.1 else set()
            inside |= {ids[1]} if chance.random() < 0.003 else set()
            parts += [
                Participant(matter=row, member_id=one, capacity="handled", at=now) for one in inside
            ]
            items.append(Item(
                kind="approvals", id=row.pk, organisation_id=place.pk, title=row.title,
                serial=row.serial, people="陈砚秋 办公室", text=sentence(chance, 40),
                link=f"/w/{row.pk}", at=row.started,
            ))  # fmt: skip
        Participant.objects.bulk_create(parts)
        put_all(items)
    return ids[:3], place.pk


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--matters", type=int, default=100_000)
    asked.add_argument("--rounds", type=int, default=7)
    asked.add_argument("--json", default="", help="a file for the figures")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("ANDU_DATA", folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "andu.config.settings"
        django.setup()
        rows = measure(options.matters, options.rounds)
    if options.json:
        Path(options.json).write_text(json.dumps(rows))


def measure(matters: int, rounds: int) -> list[dict[str, Any]]:
    from django.core.management import call_command
    from django.db import connection

    from andu.kit.actor import Actor
    from andu.search.queries import search

    call_command("migrate", verbosity=0)
    begun = time.monotonic()
    (nobody, clerk, leader), place = fill(matters)
    if connection.vendor == "postgresql":
        connection.cursor().execute("VACUUM ANALYZE")
    else:
        connection.cursor().execute("ANALYZE")
    load = os.getloadavg()[0]
    print(
        f"{connection.vendor}, {matters} matters, filled in {time.monotonic() - begun:.0f} s, "
        f"load {load:.1f}; median and worst of {rounds}, milliseconds"
    )
    rows = []
    for who, member in (("clerk", clerk), ("leader", leader), ("nobody", nobody)):
        actor = Actor(member_id=member, organisation_id=place, account_id=1)
        for number, query in enumerate(QUERIES, 1):
            times, found = [], None
            for _ in range(rounds):
                start = time.perf_counter()
                found = search(actor, query)
                times.append((time.perf_counter() - start) * 1000)
            assert found is not None
            rows.append({
                "name": f"search-{who}-{number}", "p50_ms": statistics.median(times),
                "worst_ms": max(times), "found": len(found.items),
            })  # fmt: skip
            print(
                f"{who:7} {query:10} {statistics.median(times):7.1f} {max(times):7.1f}  "
                f"{len(found.items)} found{', more' if found.next else ''}"
            )
    return rows


if __name__ == "__main__":
    main()
