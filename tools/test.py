"""make test: the suite on SQLite, again on a PostgreSQL of its own, then the browser journeys.

What can't run here is named loudly; with ANDU_REQUIRE=all that is a failure.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import postgresql

ROOT = Path(__file__).resolve().parent.parent
UNIT = "not journey and not long and not server"
AT_ONCE = ["-n", "2", "--dist", "loadgroup"]
COUNTED = re.compile(r"(\d+) (passed|failed|skipped|errors?|xfailed)")
NO_TESTS = 5


class Report:
    """What ran and what did not."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.failed: list[str] = []
        self.missing: list[str] = []

    def run(self, name: str, *words: str, **environment: str) -> None:
        """One run of pytest, its output shown as it comes."""
        print(f"\n=== {name}", flush=True)
        started, lines = time.monotonic(), []
        with subprocess.Popen(
            [sys.executable, "-m", "pytest", *words], cwd=ROOT, text=True,
            env=environment_with(environment), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        ) as process:  # fmt: skip
            for line in process.stdout or ():
                print(line, end="", flush=True)
                lines.append(line)
        for count, what in COUNTED.findall(next(filter(COUNTED.search, reversed(lines)), "")):
            self.counts["failed" if what.startswith("error") else what] += int(count)
        if process.returncode not in {0, NO_TESTS}:
            self.failed.append(name)
        print(f"=== {name}: {time.monotonic() - started:.0f} s", flush=True)

    def lack(self, what: str) -> None:
        """A part that can't run on this machine."""
        self.missing.append(what)
        print(f"\n!!! 未测 LEFT OUT: {what}", flush=True)

    def end(self) -> int:
        """The last lines, and the exit code."""
        print()
        for what in self.missing:
            print(f"!!! 未测 LEFT OUT: {what}")
        if self.missing and os.environ.get("ANDU_REQUIRE") == "all":
            print("!!! ANDU_REQUIRE=all: a left-out part is a failure")
            self.failed += self.missing
        if self.failed:
            print("!!! 未通过 FAILED:", "; ".join(self.failed))
        failures = max(self.counts["failed"], len(self.failed))
        print(
            f"{self.counts['passed']} passed, {failures} failed, {self.counts['skipped']} skipped"
        )
        return 1 if self.failed else 0


def environment_with(more: dict[str, str]) -> dict[str, str]:
    """Ours, without what an operator may have set, in a data folder of its own."""
    kept = {
        name: value for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "REDIS_URL"} and not name.startswith("ANDU_")
    }  # fmt: skip
    data = tempfile.mkdtemp(prefix="andu-test-")
    return {**kept, "ANDU_DATA": data, "PYTHONDONTWRITEBYTECODE": "1", **more}


def on_postgresql(report: Report) -> None:
    """The suite on a server of our own, in a temporary folder, on a private port."""
    missing = postgresql.missing()
    if missing:
        report.lack(f"PostgreSQL ({missing})")
        return
    with postgresql.server() as url:
        report.run("PostgreSQL", *AT_ONCE, "-m", UNIT, DATABASE_URL=url)


def in_a_browser(report: Report) -> None:
    """The journeys, with the Chromium of this machine."""
    chromium = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
    )
    if not chromium:
        report.lack("journeys (no Chromium: apt install chromium)")
        return
    report.run("journeys", "-m", "journey", "tests/journeys", DJANGO_ALLOW_ASYNC_UNSAFE="1")
    report.run("behaviours", "-m", "journey", "andu/ui/tests", DJANGO_ALLOW_ASYNC_UNSAFE="1")


def main() -> int:
    report = Report()
    report.run("SQLite", *AT_ONCE, "-m", UNIT)
    on_postgresql(report)
    report.run("processes", "-m", "server and not long")
    in_a_browser(report)
    if not shutil.which("redis-server"):
        report.lack("Redis (apt install redis-server)")
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
