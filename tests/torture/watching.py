"""How long nobody is served: a question every tenth of a second, and what happened before."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable

EVERY = 0.1


class Watch(threading.Thread):
    """Asks whether the server answers; `longest` tells the longest silence, in seconds, by what
    was done to it last (`note`)."""

    def __init__(self, answers: Callable[[], bool]) -> None:
        super().__init__(daemon=True)
        self.answers, self.what, self.silent_since = answers, "", 0.0
        self.windows: dict[str, list[float]] = defaultdict(list)
        self.over = threading.Event()
        self.start()

    def note(self, what: str) -> None:
        """Something is done now; a silence that has begun belongs to what was before."""
        if not self.silent_since:
            self.what = what

    def run(self) -> None:
        while not self.over.wait(EVERY):
            asked = time.monotonic()
            if not self.answers():
                self.silent_since = self.silent_since or asked
            elif self.silent_since:
                self.windows[self.what].append(asked - self.silent_since)
                self.silent_since = 0.0

    @property
    def silence(self) -> float:
        """For how long nobody has been served now."""
        since = self.silent_since
        return time.monotonic() - since if since else 0.0

    @property
    def longest(self) -> dict[str, float]:
        return {what: round(max(times), 1) for what, times in self.windows.items()}

    def end(self) -> None:
        self.over.set()
        self.join()
