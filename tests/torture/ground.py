"""Where it happens: an office prepared once on either database, and a fresh copy for each round."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg

from andu.config.tests.server import eventually
from tests.torture import running
from tools.postgresql import Cluster

PRISTINE = "postgres"  # the database every cluster has
# Killed processes leave to the system what they wrote; without fsync PostgreSQL is back in half a
# second, not in the many a disk takes that others use. All else is as an operator has it.
HASTY = ["fsync=off"]


class Ground:
    """A data folder, and on PostgreSQL a server of its own with a database for each round."""

    def __init__(self, database: str, hook: int = 0, *, writes_through: bool = False) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="andu-torture-"))
        self.cluster = (
            Cluster([] if writes_through else HASTY) if database == "postgresql" else None
        )
        self.pristine = self.folder / "pristine"
        self.pristine.mkdir()
        direct = {}
        if self.cluster:
            self.cluster.start()
            direct["DATABASE_URL"] = self.cluster.url()
        running.office(self.pristine, "begin", "0", str(hook), **direct)

    def fresh(self, number: int) -> tuple[Path, str]:
        """A copy of the prepared office: its data folder, and its database's name."""
        data, name = self.folder / f"round{number}", f"round{number}"
        shutil.copytree(self.pristine, data)
        if self.cluster:
            assert eventually(lambda: self._made(name)), "the database is not copied"
        return data, name

    def forget(self, number: int) -> None:
        """A round that went well."""
        shutil.rmtree(self.folder / f"round{number}")
        if self.cluster:
            self._tell(f"DROP DATABASE round{number} WITH (FORCE)")

    def swap(self, *folders: Path) -> None:
        """Let copies take the folders' places, as after a move to another machine."""
        for folder in folders:
            copy = folder.with_name(f"{folder.name}.copy")
            subprocess.run(["cp", "-a", str(folder), str(copy)], check=True)
            shutil.rmtree(folder)
            copy.rename(folder)

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.cluster:
            self.cluster.remove()

    def _made(self, name: str) -> bool:
        try:
            self._tell(f"CREATE DATABASE {name} TEMPLATE {PRISTINE}")
        except psycopg.errors.ObjectInUse:
            return False  # somebody is just leaving it
        # Else PostgreSQL forgets, in a crash, what copied sequences have given out since.
        self._tell("CHECKPOINT")
        return True

    def _tell(self, sql: str) -> None:
        address = self.cluster.url(name="template1")  # type: ignore[union-attr]
        with psycopg.connect(address, autocommit=True) as own:
            own.execute(sql)  # type: ignore[arg-type]
