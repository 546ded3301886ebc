"""A contender as the one who measures sees it: a process that answers lines of JSON."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class Unmeasured(RuntimeError):
    """A contender can't be measured here, for the reason given."""


def environment(url: str, data: str) -> dict[str, str]:
    """Ours without what an operator may have set, for one database and one data folder."""
    kept = {
        name: value for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "REDIS_URL"} and not name.startswith("ANDU_")
    }  # fmt: skip
    more = {"DATABASE_URL": url} if url else {}
    return {**kept, **more, "ANDU_DATA": data, "DJANGO_SETTINGS_MODULE": "andu.config.settings"}


class Child:
    """The process of one contender; `label` tells several of the same name apart."""

    def __init__(self, name: str, *, url: str = "", data: str = "", label: str = "") -> None:
        self.name, self.label = name, label or name
        self.own = tempfile.TemporaryDirectory(prefix="andu-bench-")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.contender", name], cwd=ROOT, text=True,
            env=environment(url, data or self.own.name),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def tell(self, do: str, **more: Any) -> None:
        """Ask for something; `hear` gives the answer."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps({"do": do, **more}) + "\n")
        self.process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """The answer to what was asked; Unmeasured when it could not be done."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        answer: dict[str, Any] = json.loads(line) if line else {"error": "the process ended"}
        if "error" in answer:
            raise Unmeasured(f"{self.label}: {answer['error']}")
        return answer

    def ask(self, do: str, **more: Any) -> dict[str, Any]:
        """Ask and wait."""
        self.tell(do, **more)
        return self.hear()

    def stop(self) -> None:
        """End it."""
        assert self.process.stdin
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.own.cleanup()
