"""Preparing an office and looking at it, in a process of its own on the server's database."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from andu.config.tests.server import ROOT, environment

PATIENCE = 3600


def office(data: Path, *words: str, **more: str) -> Any:
    """What `tests.torture.office` answers."""
    return _answer("office", data, *words, **more)


def late(data: Path, *words: str, **more: str) -> Any:
    """What `tests.torture.late` answers."""
    return _answer("late", data, *words, **more)


def _answer(module: str, data: Path, *words: str, **more: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", f"tests.torture.{module}", *words], cwd=ROOT, text=True,
        env=environment(data, **more) | {"DJANGO_SETTINGS_MODULE": "andu.config.settings"},
        capture_output=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)
