"""Another system that hears of matters: it refuses, hangs, cuts, and keeps what it took."""

import http.server
import json
import random
import threading
from collections import Counter

HANGS = 2.0  # seconds
TROUBLE = 0.25  # of so many messages


class Receiver(http.server.ThreadingHTTPServer):
    """Listens on `port`; `taken` counts what was acknowledged, by the id it is known by."""

    daemon_threads = True

    def __init__(self, seed: int = 0) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.port = int(self.server_address[1])
        self.taken: Counter[str] = Counter()
        self.hangs, self.hanging = False, 0  # nothing is answered while it hangs
        self.dice, self.trouble, self.guard = random.Random(seed), TROUBLE, threading.Lock()
        self.over = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def end(self) -> None:
        self.over.set()
        self.shutdown()
        self.server_close()


class _Answer(http.server.BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        """Take it, or behave badly; sometimes it is taken and the answer lost."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.hangs:
            with self.server.guard:
                self.server.hanging += 1
            self.server.over.wait()
            return
        with self.server.guard:
            luck = self.server.dice.random() / (self.server.trouble or 1e-9)
        if luck < 0.3:
            self.send_error(500)
            return
        if luck < 0.4:
            self.server.over.wait(HANGS)
            return
        known, said = self.headers["X-Andu-Id"], json.loads(body)
        assert said["id"] == known
        with self.server.guard:
            self.server.taken[known] += 1
        if 0.4 <= luck < 1:
            return  # taken, and the line cut before the answer
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_what: object) -> None:
        """Says nothing."""
