"""Empty places to restore into, each with the command line of its own process."""

import contextlib
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection


class Place:
    """A data folder and an empty database of the engine under test."""

    def __init__(self, data: Path, url: str) -> None:
        self.data, self.url = data, url

    def andu(self, *words: str) -> subprocess.CompletedProcess[str]:
        """One verb of the command line, here."""
        return subprocess.run(
            [sys.executable, "-m", "andu", *words],
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
            env=os.environ | {"ANDU_DATA": str(self.data), "DATABASE_URL": self.url},
        )


@contextlib.contextmanager
def place(folder: Path) -> Iterator[Place]:
    """An empty place; its database goes with it."""
    folder.mkdir()
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield Place(folder, "")
        return
    name = f"andu_{uuid.uuid4().hex[:12]}"
    _on_server(f'CREATE DATABASE "{name}"')
    try:
        yield Place(folder, urlunsplit(urlsplit(url)._replace(path=f"/{name}")))
    finally:
        _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _on_server(command: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(command)
