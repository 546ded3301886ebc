"""What the wheel depends on is written once: in requirements/base.in."""

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Requirements(MetadataHookInterface):
    """Reads the dependencies for the wheel."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Put them into the metadata."""
        lines = (Path(self.root) / "requirements/base.in").read_text().splitlines()
        metadata["dependencies"] = [line for line in lines if line and not line.startswith("#")]
