"""The benchmarks that can be run alone as well, called for their figures."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.child import ROOT, environment
from bench.measuring import Bench, Row


def figures_of(bench: Bench, module: str, *words: str, url: str = "") -> list[Row]:
    """Run `python -m module` and read what it wrote; none when it failed, which is then said."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        command = [sys.executable, "-m", module, *words, "--json", str(file)]
        done = subprocess.run(command, cwd=ROOT, env=environment(url, folder), check=False)
        if done.returncode or not file.exists():
            bench.lack(f"{module}: it ended with {done.returncode}")
            return []
        rows: list[Row] = json.loads(file.read_text())
        return rows
