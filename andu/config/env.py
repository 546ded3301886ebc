"""The environment: what the operator decides. Every variable is named here and in .env.example."""

import errno
import hashlib
import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

DATA = Path(os.environ.get("ANDU_DATA", "data")).resolve()
PRODUCTION = os.environ.get("ANDU_PRODUCTION", "") == "1"


def text(name: str, default: str = "") -> str:
    """The variable as it stands, or the default."""
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    """The variable as yes or no: 1, true, yes and on mean yes."""
    value = os.environ.get(name)
    return default if value is None else value.lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """The variable as a whole number."""
    return int(os.environ.get(name, default))


def words(name: str, default: str = "") -> list[str]:
    """The variable as a list, split at commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret_key() -> str:
    """The signing key: from the environment, else made once and kept in the data folder."""
    if given := text("ANDU_SECRET_KEY"):
        return given
    path = DATA / "secret.key"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(64))
        path.chmod(0o600)
    return path.read_text().strip()


def nudge_socket() -> Path:
    """The Unix socket for nudges: in the data folder, unless that path is too long for a socket."""
    path = DATA / "nudge.sock"
    if len(os.fsencode(path)) < 100:
        return path
    short = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"andu-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise PermissionError(errno.EACCES, "not ours", str(folder))
    return folder / f"{short}.sock"


# A machine that vanished without a word is noticed within seconds, not within two hours.
_IMPATIENT = {
    "connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}  # fmt: skip


def database() -> dict[str, object]:
    """Django's description of the database: PostgreSQL by DATABASE_URL, else SQLite."""
    url = text("DATABASE_URL")
    return _postgresql(url) if url else _sqlite()


def _sqlite() -> dict[str, object]:
    DATA.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "andu.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            # FULL: an acknowledged approval survives a power cut.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            " PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;",
        },
        "TEST": {"OPTIONS": {"init_command": "PRAGMA synchronous=OFF;"}},
    }


def _postgresql(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Prepared at the second use: migrations send several commands in one, which can't be.
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 1} | _IMPATIENT,
    }
