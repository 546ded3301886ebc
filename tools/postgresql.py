"""A PostgreSQL for one run of tests or benchmarks: own folder, port and user, gone afterwards."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/bin",
)
PATIENCE = 30.0  # seconds for the children of a killed postmaster to go
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

    def start(self) -> bool:
        """Whether it runs now."""
        return _run(*self.control, "-l", self.folder / "log", "-o", self.options, "start")

    def stop(self) -> None:
        """As a power cut would: nothing is finished or written down."""
        _run(*self.control, "-m", "immediate", "stop")

    def kill(self) -> None:
        """End the postmaster alone, with -9; wait till its children have noticed and gone, and
        all are buried: before, PostgreSQL starts no other."""
        if self.is_up():
            all_ = [self._postmaster(), *self._children()]
            os.kill(all_[0], signal.SIGKILL)
            deadline = time.monotonic() + PATIENCE
            while any(map(_is_known, all_)) and time.monotonic() < deadline:
                time.sleep(0.02)

    def is_up(self) -> bool:
        """Whether the postmaster runs; one that nobody has buried yet does not."""
        try:
            return _is_there(self._postmaster())
        except (OSError, ValueError):
            return False

    def _children(self) -> list[int]:
        postmaster = self._postmaster()
        found = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text()
        return [int(one) for one in found.split()]

    def _postmaster(self) -> int:
        return int((self.folder / "data/postmaster.pid").read_text().split()[0])

    def remove(self) -> None:
        if self.is_up():
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, port: int = 0, name: str = "postgres") -> str:
        """Its address for DATABASE_URL; by another port when somebody stands between."""
        return f"postgresql://andu@127.0.0.1:{port or self.port}/{name}"


@contextlib.contextmanager
def server(settings: Sequence[str] = SETTINGS) -> Iterator[str]:
    """A running server with `settings` (name=value); gives its address for DATABASE_URL."""
    cluster = Cluster(settings)
    try:
        cluster.start()
        yield cluster.url()
    finally:
        cluster.remove()


def _run(*command: object) -> bool:
    words = [str(word) for word in command]
    if os.getuid() == 0:
        name = unprivileged()
        words = ["setpriv", f"--reuid={name}", "--clear-groups", *words]
    done = subprocess.run(
        words, cwd="/", check=False, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    if done.returncode:
        sys.stderr.write(f"{words[0]}: {done.stderr}\n")
    return done.returncode == 0


def _is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] != "Z"
    except OSError:
        return False


def _is_known(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _version(path: Path) -> list[int]:
    return [
        int(part) for part in path.parent.name.replace("pgsql-", "").split(".") if part.isdigit()
    ]
