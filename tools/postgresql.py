"""A PostgreSQL for one run of tests or benchmarks: own folder, port and user, gone afterwards."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/bin",
)
# The tests don't survive a power cut and needn't.
SETTINGS = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=260"]


def binaries() -> Path | None:
    """Where initdb and pg_ctl are; the newest version."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    places = [path for place in PLACES for path in Path("/").glob(place[1:])]
    usable = [path for path in places if (path / "initdb").exists()]
    return max(usable, key=_version, default=None)


def missing() -> str:
    """Why no server can be started here; "" when one can."""
    if binaries() is None:
        return "no initdb: apt install postgresql"
    if os.getuid() == 0 and not (unprivileged() and shutil.which("setpriv")):
        return "root, and no user postgres or nobody, or no setpriv"
    return ""


def unprivileged() -> str:
    """The user under whom a root starts the server, which itself refuses to be root."""
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    return ""


class Cluster:
    """A server in a folder of its own; durable as an operator's unless the settings say else."""

    def __init__(self, settings: Sequence[str]) -> None:
        places, self.folder = binaries(), Path(tempfile.mkdtemp(prefix="andu-pg-"))
        assert places
        self.port = _free_port()
        if os.getuid() == 0:
            shutil.chown(self.folder, unprivileged())
        self.folder.chmod(0o700)
        data = self.folder / "data"
        _run(places / "initdb", "-D", data, "-U", "andu", "-A", "trust", "-E", "UTF8", "--locale=C")
        self.options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        self.options += "".join(f" -c {setting}" for setting in settings)
        self.control = [places / "pg_ctl", "-D", data, "-w"]

    def start(self) -> None:
        _run(*self.control, "-l", self.folder / "log", "-o", self.options, "start")

    def stop(self) -> None:
        """As a power cut would: nothing is finished or written down."""
        _run(*self.control, "-m", "immediate", "stop")

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, port: int = 0) -> str:
        """Its address for DATABASE_URL; by another port when somebody stands between."""
        return f"postgresql://andu@127.0.0.1:{port or self.port}/postgres"


@contextlib.contextmanager
def server(settings: Sequence[str] = SETTINGS) -> Iterator[str]:
    """A running server with `settings` (name=value); gives its address for DATABASE_URL."""
    cluster = Cluster(settings)
    try:
        cluster.start()
        yield cluster.url()
    finally:
        cluster.remove()


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    if os.getuid() == 0:
        name = unprivileged()
        words = ["setpriv", f"--reuid={name}", "--clear-groups", *words]
    done = subprocess.run(
        words, cwd="/", check=False, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    if done.returncode:
        sys.stderr.write(f"{words[0]}: {done.stderr}\n")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _version(path: Path) -> list[int]:
    return [
        int(part) for part in path.parent.name.replace("pgsql-", "").split(".") if part.isdigit()
    ]
