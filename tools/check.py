"""make check: everything that can be seen without running the product. All checks run; the last
line names those that failed."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# What bandit leaves to ruff (S308, S608), where each case carries its reason: B308, B608.
CHECKS = {
    "ruff format": ["ruff", "format", "--check", "-q", "."],
    "ruff": ["ruff", "check", "-q", "."],
    "mypy": ["mypy", "andu"],
    "floors": ["lint-imports"],
    "templates": ["djlint", "andu", "--lint", "--quiet"],
    "migrations": ["python", "-m", "andu", "makemigrations", "--check", "--dry-run"],
    "system": ["python", "-m", "andu", "check"],
    "budgets": ["python", "tools/prepare.py", "budgets"],
    "bandit": ["bandit", "-q", "-ll", "-s", "B308,B608", "-r", "andu", "-x", "*/tests/*"],
}
ADVICE = {
    "pip-audit": [
        "pip-audit", "--disable-pip", "--require-hashes", "-r", "requirements/base.txt",
        "--progress-spinner", "off", "--timeout", "10",
    ],
}  # fmt: skip
# 3: nothing new was found, known places have moved to other lines.
GOOD = {"secrets": {0, 3}}
UNTRACKED = ["requirements/", "package-lock.json", ".secrets.baseline"]


def passes(name: str, command: list[str]) -> bool:
    """Run one check and show what it says when it fails."""
    environment = {**os.environ, "ANDU_DATA": tempfile.mkdtemp(prefix="andu-check-")}
    environment["PATH"] = f"{BIN}{os.pathsep}{environment['PATH']}"
    try:
        done = subprocess.run(
            [str(BIN / command[0]), *command[1:]], cwd=ROOT, env=environment, text=True,
            capture_output=True, check=False, timeout=900,
        )  # fmt: skip
        said, good = done.stdout + done.stderr, done.returncode in GOOD.get(name, {0})
    except (OSError, subprocess.TimeoutExpired) as error:
        said, good = str(error), False
    print(f"{'ok  ' if good else 'FAIL'} {name}", flush=True)
    if not good:
        print(said[-6000:], flush=True)
    return good


def secrets() -> list[str]:
    """The command that looks for secrets in every tracked file."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\n")
    files = [
        name for name in listed
        if name and not name.startswith(tuple(UNTRACKED)) and not name.endswith(".bpmn")
    ]  # fmt: skip
    baseline = Path(tempfile.mkdtemp(prefix="andu-check-")) / "baseline"
    shutil.copy(ROOT / ".secrets.baseline", baseline)
    return ["detect-secrets-hook", "--baseline", str(baseline), *files]


def main() -> int:
    checks = CHECKS | {"secrets": secrets()}
    failed = [name for name, command in checks.items() if not passes(name, command)]
    for name, command in ADVICE.items():
        passes(f"{name} (advice only)", command)
    print(f"{len(checks) - len(failed)} passed, {len(failed)} failed", *failed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
