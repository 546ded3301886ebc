"""Sending a file piece by piece, as the page does, through whatever stands between."""

import http.client
import json
import re
import time
from dataclasses import dataclass

from tests.torture.clients import NO_ANSWER, Person

STAGED = re.compile(r'name="f-papers" value="(\d+)"')
PIECE = 64 * 1024  # smaller than the page's: more places to be cut at


@dataclass
class Sender:
    """One file on its way; `cuts` counts how often an answer was missing."""

    who: Person
    name: str
    content: bytes
    token: str = ""
    cuts: int = 0
    piece: int = PIECE

    def begin(self) -> tuple[int, str]:
        """Announce it; the same announced again is found again."""
        given = {"name": self.name, "size": str(len(self.content)), "likeness": self.name}
        status, page = self.who.once("POST", "/files/uploads", given)
        if status == 201:
            self.token = json.loads(page)["token"]
        return status, page

    def send(self) -> int:
        """All of it, going on where it stopped; the status of the last answer."""
        self._until_answered(self.begin)
        while (there := self._there()) < len(self.content):
            try:
                self._put(there)
            except NO_ANSWER:
                self.cuts += 1
        given = {"f-papers-new": self.token}
        status, page = self._until_answered(lambda: self.who.once("POST", "/forms/upload", given))
        return status if STAGED.search(page) else 0

    def _there(self) -> int:
        where = f"/files/uploads/{self.token}"
        _status, page = self._until_answered(lambda: self.who.once("GET", where, None))
        return int(json.loads(page)["received"])

    def _put(self, offset: int) -> None:
        asked = http.client.HTTPConnection("127.0.0.1", self.who.port(), timeout=15)
        headers = {
            "Cookie": "; ".join(f"{n}={v}" for n, v in self.who.cookies.items()),
            "X-CSRFToken": self.who.cookies["csrftoken"],
        }
        try:
            where = f"/files/uploads/{self.token}?offset={offset}"
            asked.request("PUT", where, self.content[offset : offset + self.piece], headers)
            asked.getresponse().read()
        finally:
            asked.close()

    def _until_answered(self, ask):
        while time.monotonic() < self.who.until:
            try:
                return ask()
            except NO_ANSWER:
                self.cuts += 1
        raise TimeoutError
