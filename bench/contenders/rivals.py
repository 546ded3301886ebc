"""Where the rivals' packages are: a folder of their own, behind ours, never in the product."""

import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / ".make/rivals"


def reach() -> None:
    """Let what follows import them; ours come first."""
    if str(FOLDER) not in sys.path:
        sys.path.append(str(FOLDER))
