"""The words inside a file, for the search: capped in size, time and memory.

Reading happens in a process of its own, which a hostile file may kill without harm: it is stopped
after TIME seconds and can't take more than MEMORY bytes.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from andu.files.models import File

LONGEST = 500_000  # characters kept of one file
TIME = 60  # seconds
MEMORY = 1 << 30
KINDS = {"docx", "xlsx", "pdf", "text"}
OLD_SHEETS = {"xls", "et"}
HOUSE = Path(__file__).resolve().parents[2]


class Unreadable(Exception):
    """The file could not be read within the limits."""


def has_text(file: File) -> bool:
    """Whether anything can be read from a file of this kind."""
    return file.kind in KINDS or (file.kind == "ole" and file.extension in OLD_SHEETS)


def text_of(file: File) -> str:
    """The words of a file; empty when it has none or its kind has none. Raises Unreadable."""
    if not has_text(file):
        return ""
    with file.open() as stored, tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(stored, copy)
        copy.seek(0)
        return _read(file.kind, copy)


def _read(kind: str, content: IO[bytes]) -> str:
    """What the reading process says on its standard output: one JSON text."""
    command = [sys.executable, "-m", "andu.files.words", kind, str(LONGEST), str(MEMORY), str(TIME)]
    try:
        done = subprocess.run(  # noqa: S603
            command, stdin=content, capture_output=True, timeout=TIME, check=True, cwd=HOUSE,
            env={"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
        found: str = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        raise Unreadable(type(error).__name__) from error
    return found
