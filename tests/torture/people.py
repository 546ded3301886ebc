"""An office that never stops: the clerk asks, the others look at what waits for them and agree one
by one or in a batch, return and transfer; all repeat what got no answer under the same key."""

import random
import re
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.torture.clients import Heard, Person

SEAT = re.compile(r'name="seat" value="([1-9]\d*)"')
WAITS = re.compile(r'name="matter" value="(\d+)"')
DONE = re.compile(r'href="/w/(\d+)"')
AHEAD = 60  # matters the clerk lets be under way
AT_ONCE = 20
ALONE, RETURNS, TRANSFERS, TWICE, LIMITS = 0.1, 0.3, 0.3, 0.1, 0.5
SOON = timedelta(seconds=2)


@dataclass
class Office(Heard):
    """What all have heard: (key, matter, person) acknowledged; keys refused; what went wrong."""

    done: list[tuple[str, int, str]] = field(default_factory=list)
    verbs: Counter[str] = field(default_factory=Counter)
    asked: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)


class Worker(Person):
    """One person at a browser until the office closes."""

    said: Office

    def __post_init__(self) -> None:
        super().__post_init__()
        self.dice = random.Random(self.code)

    def run(self) -> None:
        try:
            self.sign_in()
            while not self.said.stop.is_set():
                self.turn()
        except TimeoutError:
            self.said.wrong.append(f"{self.code} never got an answer")
        except Exception as error:
            self.said.wrong.append(f"{self.code}: {error!r}")

    def turn(self) -> None:
        """Ask for something, or handle what waits."""
        if self.code == "clerk" and self.under_way() < AHEAD:
            self.submit()
            if self.dice.random() > ALONE:
                return
        waiting = self.waiting()
        if not waiting:
            time.sleep(0.05)
        elif self.code == "clerk" or self.dice.random() < ALONE:
            self.handle(self.dice.choice(waiting))
        else:
            self.batch(waiting)

    def waiting(self) -> list[int]:
        """What stands in the person's list."""
        _status, page = self.ask("GET", "/todo")
        return [int(one) for one in WAITS.findall(page)][:AT_ONCE]

    def under_way(self) -> int:
        with self.said.guard:
            return self.said.verbs["submit"] - self.said.verbs["decide"]

    def submit(self) -> None:
        key = uuid.uuid4().hex
        given = {"f-reason": "回乡探亲", "f-days": "3", "title": key, "urgency": "2",
                 "do": "submit", "version": "1"}  # fmt: skip
        where = self.post("/start/leave", given, key)
        if where:
            matter = int(where.split("?")[0].split("#")[0].rsplit("/", 1)[1])
            self.note("submit", key, [matter])

    def batch(self, matters: list[int]) -> None:
        """Agree to all of them with one click; then see which were done."""
        key = uuid.uuid4().hex
        where = self.post(
            "/todo/batch", {"verb": "agree", "opinion": "同意", "matter": matters}, key
        )
        if where.startswith("/todo/batch/"):
            _status, page = self.ask("GET", where)
            done = {int(one) for one in DONE.findall(page.partition('id="done"')[2])}
            matters = [one for one in matters if one in done]
        if where:
            self.note("batch", key, matters)

    def handle(self, matter: int) -> None:
        """Say something about one matter on its page."""
        status, page = self.ask("GET", f"/w/{matter}")
        seat = SEAT.search(page) if status == 200 else None
        if seat is None:
            return
        if self.dice.random() < LIMITS:
            self.limit(matter)
        key, verb = uuid.uuid4().hex, self.verb()
        given = {"seat": seat[1], "verb": verb, "opinion": f"同意 {matter}"}
        part = "act"
        if verb == "return":
            given |= {"to": "draft", "way": "rewalk", "reason": "请补充"}
        if verb == "transfer":
            given, part = {"seat": seat[1], "reason": "你熟悉", "to_text": "周牧野"}, "transfer"
        if self.post(f"/w/{matter}/{part}", given, key):
            self.note(verb, key, [matter])

    def limit(self, matter: int) -> None:
        """Its turns are due in a moment: time soon tells a superior of those not done."""
        due = datetime.now(tz=UTC).replace(microsecond=0) + SOON
        given: dict[str, object] = {"due": due.isoformat(), "basis": "局长批示：今日办结"}
        if self.post(f"/w/{matter}/deadline", given, uuid.uuid4().hex):
            with self.said.guard:
                self.said.verbs["limit"] += 1

    def verb(self) -> str:
        if self.code == "clerk":
            return "resubmit"
        luck = self.dice.random()
        if self.code == "office_head" and luck < TRANSFERS:
            return "transfer"
        return "return" if TRANSFERS < luck < TRANSFERS + RETURNS else "agree"

    def post(self, path: str, given: dict[str, object], key: str) -> str:
        """Where the answer leads; "" when it was refused. Now and then the same is sent twice."""
        with self.said.guard:
            self.said.asked.add(key)
        status, page = self.ask("POST", path, {**given, "_key": key})
        first = self.location
        if status not in (302, 303):
            with self.said.guard:  # as when a countersigner has just returned it
                self.said.refused.add(key)
                if status not in (404, 409, 422):
                    self.said.odd.append(f"{self.code} {path}: {status} {page[-300:]}")
            return ""
        if self.dice.random() < TWICE:
            status, _page = self.ask("POST", path, {**given, "_key": key})
            if status not in (302, 303):
                self.said.wrong.append(f"{self.code} {path}: the same key was answered {status}")
        return first

    def note(self, verb: str, key: str, matters: list[int]) -> None:
        batch = verb == "batch"
        with self.said.guard:
            self.said.done += [(f"{key}/{m}" if batch else key, m, self.code) for m in matters]
            self.said.verbs[verb] += len(matters)
            if self.code == "director" and verb in ("agree", "batch"):
                self.said.verbs["decide"] += len(matters)
