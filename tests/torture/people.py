"""An office that never stops: the clerk asks, the others agree, return and transfer, all repeating
what got no answer under the same key."""

import queue
import random
import threading
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from tests.torture.clients import SEAT, Person

AFTER = {  # who is asked next, once somebody has said so
    "submit": {"office_head"}, "check": {"finance_head", "registrar"}, "sign": {"director"},
    "decide": set[str](), "resubmit": {"office_head"}, "return": {"clerk"},
}  # fmt: skip
STEP = {"office_head": "check", "registrar": "sign", "finance_head": "sign", "director": "decide"}
AHEAD = 12  # matters the clerk lets be under way for each of the others
RETURNS, TRANSFERS, TWICE = 0.06, 0.06, 0.1


@dataclass
class Office:
    """What all have heard: (key, matter, person) acknowledged, refused, answered otherwise."""

    done: list[tuple[str, int, str]] = field(default_factory=list)
    verbs: Counter[str] = field(default_factory=Counter)
    asked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    desks: dict[str, "queue.Queue[int]"] = field(default_factory=lambda: defaultdict(queue.Queue))
    repeats: int = 0
    refused: list[str] = field(default_factory=list)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, verb: str, matter: int) -> None:
        """Put the matter before whoever comes next."""
        for code in AFTER[verb]:
            self.desks[code].put(matter)


class Worker(Person):
    """One person at a browser until the time is over."""

    said: Office  # type: ignore[assignment]

    def run(self) -> None:
        self.dice = random.Random(self.code)
        try:
            self.sign_in()
            while not self.is_over():
                self.turn()
        except TimeoutError:
            pass
        except Exception as error:
            self.said.wrong.append(f"{self.code}: {error!r}")

    stop = threading.Event()

    def is_over(self) -> bool:
        return self.stop.is_set()

    def turn(self) -> None:
        """The next matter on the desk; the clerk asks for leave when there is little to do."""
        desk = self.said.desks[self.code]
        if self.code == "clerk" and self.said.desks["office_head"].qsize() < AHEAD:
            self.submit()
        try:
            matter = desk.get(timeout=0.2)
        except queue.Empty:
            return
        self.handle(matter)

    def submit(self) -> None:
        title = uuid.uuid4().hex
        given = {"f-reason": "回乡探亲", "f-days": "3", "title": title, "urgency": "2",
                 "do": "submit", "version": "1"}  # fmt: skip
        where = self.post("/start/leave", given, title)
        if where:
            matter = int(where.split("?")[0].split("#")[0].rsplit("/", 1)[1])
            self.note("submit", title, matter)
            self.said.tell("submit", matter)

    def handle(self, matter: int) -> None:
        """Say something about the matter if it is this person's turn."""
        status, page = self.ask("GET", f"/w/{matter}")
        seat = SEAT.search(page) if status == 200 else None
        if seat is None:
            return
        key, verb = uuid.uuid4().hex, self.verb(matter)
        given = {"seat": seat[1], "verb": verb, "opinion": f"同意 {matter}"}
        part = "act"
        if verb == "return":
            given |= {"to": "draft", "way": "rewalk", "reason": "请补充"}
        if verb == "transfer":
            given, part = {"seat": seat[1], "reason": "你熟悉", "to_text": "周牧野"}, "transfer"
        if self.post(f"/w/{matter}/{part}", given, key):
            self.note(verb, key, matter)
            if verb == "transfer":
                self.said.desks["finance_head"].put(matter)
            else:
                self.said.tell(verb if verb in AFTER else STEP[self.code], matter)
                if self.code == "finance_head":  # perhaps it was the check, transferred
                    self.said.tell("check", matter)

    def verb(self, matter: int) -> str:
        if self.code == "clerk":
            return "resubmit"
        luck = self.dice.random()
        if self.code == "office_head" and luck < TRANSFERS:
            return "transfer"
        return "return" if TRANSFERS < luck < TRANSFERS + RETURNS else "agree"

    def post(self, path: str, given: dict[str, str], key: str) -> str:
        """Where the answer leads; "" when it was refused. Now and then the same is sent twice."""
        with self.said.guard:
            self.said.asked.append(key)
        status, _page = self.ask("POST", path, {**given, "_key": key})
        first = self.location
        if status not in (302, 303):
            with self.said.guard:  # as when a countersigner has just returned it
                self.said.refused.append(key)
            return ""
        if self.dice.random() < TWICE:
            status, _page = self.ask("POST", path, {**given, "_key": key})
            if status not in (302, 303):
                self.said.wrong.append(f"{self.code} {path}: the same key was answered {status}")
        return first

    def note(self, verb: str, key: str, matter: int) -> None:
        with self.said.guard:
            self.said.done.append((key, matter, self.code))
            self.said.verbs[verb] += 1
