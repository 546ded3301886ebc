"""The built front-end files: which hashed name is current; without a build, the plain name."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.templatetags.static import static

MANIFEST = Path(__file__).parent / "static/ui/vendor/manifest.json"


def url(name: str) -> str:
    """The address of a built file, e.g. "andu.css", "icons.svg" or "chat/chat.css"."""
    return _url(name, _built())


def _built() -> int:
    try:
        return MANIFEST.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


@lru_cache(maxsize=256)
def _url(name: str, built: int) -> str:
    return static(f"ui/vendor/{_names(built).get(name, name)}")


@lru_cache(maxsize=1)
def _names(built: int) -> dict[str, Any]:
    return json.loads(MANIFEST.read_text()) if built else {}
