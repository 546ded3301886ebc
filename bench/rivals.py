"""The rivals' packages, locked in requirements/bench.txt, installed beside the product and never
into it: `python -m bench.rivals`."""

import importlib.metadata
import subprocess
import sys
from pathlib import Path

from bench.contenders.rivals import FOLDER

ROOT = Path(__file__).resolve().parent.parent
LOCKED = ROOT / "requirements/bench.txt"
STAMP = FOLDER / ".locked"
NAMES = ("spiffworkflow", "django-viewflow", "django-fsm-2")


def install() -> None:
    """Put them into their folder, unless they are there; without them the run goes on."""
    text = LOCKED.read_text()
    if STAMP.exists() and STAMP.read_text() == text:
        return
    uv = [str(Path(sys.executable).parent / "uv"), "pip", "install", "-q", "--no-deps"]
    command = [*uv, "--require-hashes", "--target", str(FOLDER), "-r", str(LOCKED)]
    if subprocess.run(command, cwd=ROOT, check=False).returncode == 0:
        STAMP.write_text(text)


def missing() -> list[str]:
    """The rivals that could not be installed."""
    found = importlib.metadata.distributions(path=[str(FOLDER)])
    there = {one.metadata["Name"].lower() for one in found}
    return [f"{name} (not installed)" for name in NAMES if name not in there]


if __name__ == "__main__":
    install()
