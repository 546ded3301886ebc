"""People at their browsers who never give up: signed in over HTTP, repeating what got no answer."""

import http.client
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.password import PASSWORD

NO_ANSWER = (OSError, http.client.HTTPException)
HIDDEN = re.compile(r"<template.*?</template>", re.DOTALL)  # what scripts may say later
PAUSE = 0.05
PATIENCE = 15  # seconds for an answer


def words(page: str) -> str:
    """What a person reads."""
    return HIDDEN.sub("", page)


@dataclass
class Heard:
    """What all people at their browsers have met together."""

    repeats: int = 0
    outages: int = 0  # answers 503, which say so in Chinese and when to come again
    odd: list[str] = field(default_factory=list)  # answers nobody should get
    guard: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Person(threading.Thread):
    """One person at one browser, which keeps its connection as long as it lasts."""

    code: str
    port: Callable[[], int]
    said: Heard
    until: float
    cookies: dict[str, str] = field(default_factory=dict)
    location: str = ""  # where the last answer led
    line: http.client.HTTPConnection | None = None

    def __post_init__(self) -> None:
        super().__init__(name=self.code, daemon=True)

    __hash__ = threading.Thread.__hash__

    def sign_in(self) -> None:
        self.ask("GET", "/login")
        self.ask("POST", "/login", {"login_name": self.code, "password": PASSWORD})

    def ask(self, method: str, path: str, given: object = None) -> tuple[int, str]:
        """Ask until there is an answer: the same words, the same key."""
        while time.monotonic() < self.until:
            try:
                status, page = self.once(method, path, given)
            except NO_ANSWER:
                status, page = 0, ""
            if 0 < status < 500:
                return status, page
            self._note(method, path, status, page)
            time.sleep(PAUSE)
        raise TimeoutError

    def _note(self, method: str, path: str, status: int, page: str) -> None:
        with self.said.guard:
            self.said.repeats += method == "POST"
            self.said.outages += status == 503
            if status and (status != 503 or "没有写入" not in words(page)):
                self.said.odd.append(f"{self.code} {method} {path}: {status} {page[-300:]}")

    def once(self, method: str, path: str, given: object = None) -> tuple[int, str]:
        """One try: `given` are fields of a form. On a line the other side has closed it fails."""
        line, port = self.line, self.port()
        if line is None or line.port != port:
            line = self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items())}
        body = None
        if given is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            token = self.cookies["csrftoken"]
            body = urlencode({**given, "csrfmiddlewaretoken": token}, doseq=True)  # type: ignore[dict-item]
        try:
            return self._answer(line, method, path, body, headers)
        except NO_ANSWER:
            line.close()
            self.line = None
            raise

    def _answer(
        self, line: http.client.HTTPConnection, method: str, path: str, body: str | None,
        headers: dict[str, str],
    ) -> tuple[int, str]:  # fmt: skip
        line.request(method, path, body, headers)
        answer = line.getresponse()
        page = answer.read().decode()
        self.location = answer.headers.get("Location", "")
        for one in answer.headers.get_all("Set-Cookie", ()):
            name, value = one.split(";", 1)[0].split("=", 1)
            self.cookies[name] = value
        return answer.status, page
