"""People at their browsers who never give up: signed in over HTTP, repeating what got no answer."""

import http.client
import re
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.password import PASSWORD

SEAT = re.compile(r'name="seat" value="([1-9]\d*)"')
NO_ANSWER = (OSError, http.client.HTTPException)
PAUSE = 0.05
LOSES = 4  # of so many first answers one is thrown away, and the request repeated


@dataclass
class Acknowledged:
    """What was answered with success, kept by all clients together."""

    approvals: list[tuple[int, str, str]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    repeats: int = 0
    guard: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Person(threading.Thread):
    """One person who agrees to every matter once, as soon as it is their turn."""

    code: str
    matters: list[int]
    port: Callable[[], int]
    said: Acknowledged
    until: float
    cookies: dict[str, str] = field(default_factory=dict)
    location: str = ""  # where the last answer led

    def __post_init__(self) -> None:
        super().__init__(name=self.code, daemon=True)

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        try:
            self.sign_in()
            waiting = list(self.matters)
            while waiting and time.monotonic() < self.until:
                waiting = [matter for matter in waiting if not self.agreed(matter)]
        except TimeoutError:
            self.said.refusals.append(f"{self.code}: out of time")

    def sign_in(self) -> None:
        self.ask("GET", "/login")
        self.ask("POST", "/login", {"login_name": self.code, "password": PASSWORD})

    def agreed(self, matter: int) -> bool:
        """Whether it was their turn, and they have now agreed."""
        status, page = self.ask("GET", f"/w/{matter}")
        seat = SEAT.search(page) if status == 200 else None
        if seat is None:
            return False
        key = uuid.uuid4().hex
        given = {"verb": "agree", "seat": seat[1], "_key": key, "opinion": f"同意 {matter}"}
        if matter % LOSES == 0:  # as when the server dies between the commit and the answer
            self.ask("POST", f"/w/{matter}/act", given)
        status, page = self.ask("POST", f"/w/{matter}/act", given)
        with self.said.guard:
            if status in (302, 303):
                self.said.approvals.append((matter, self.code, key))
            else:
                self.said.refusals.append(f"{self.code} {matter}: {status} {page[-300:]}")
        return True

    def ask(self, method: str, path: str, given: dict[str, str] | None = None) -> tuple[int, str]:
        """Ask until there is an answer: the same words, the same key."""
        while time.monotonic() < self.until:
            try:
                status, page = self.once(method, path, given)
            except NO_ANSWER:
                status, page = 0, ""
            if 0 < status < 500:
                return status, page
            if method == "POST":
                with self.said.guard:
                    self.said.repeats += 1
            time.sleep(PAUSE)
        raise TimeoutError

    def once(self, method: str, path: str, given: dict[str, str] | None) -> tuple[int, str]:
        asked = http.client.HTTPConnection("127.0.0.1", self.port(), timeout=15)
        headers = {"Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items())}
        body = None
        if given is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode({**given, "csrfmiddlewaretoken": self.cookies["csrftoken"]})
        try:
            asked.request(method, path, body, headers)
            answer = asked.getresponse()
            page = answer.read().decode()
            self.location = answer.headers.get("Location", "")
            for line in answer.headers.get_all("Set-Cookie", ()):
                name, value = line.split(";", 1)[0].split("=", 1)
                self.cookies[name] = value
            return answer.status, page
        finally:
            asked.close()
