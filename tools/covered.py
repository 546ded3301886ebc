"""make coverage: what the suite runs of the product, in one table.

Of all lines, MINIMUM per cent; of what must never be guessed (STRICT), every branch, but for the
exceptions in covered.toml, each with its reason: one that is no longer needed fails as well, so
that the list only shrinks. The suite runs on SQLite, then what speaks to PostgreSQL on a server of
our own; the two are one figure. With `again`: only the table, of the last run's data.
"""

import json
import os
import shutil
import sys
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import postgresql
from coverage import Coverage
from test import AT_ONCE, ROOT, UNIT, Report

MINIMUM = 95.0
STRICT = {
    "engine": ["andu/engine/*.py"],
    "store": ["andu/workflow/store*.py", "andu/workflow/loading.py", "andu/workflow/writing.py"],
    "rules": ["andu/*/rules*.py", "andu/*/rules/*.py"],
    "audit": ["andu/audit/**/*.py"],
    "identity": ["andu/identity/**/*.py"],
}
ON_POSTGRESQL = ["andu/workflow", "andu/kit", "andu/backup", "andu/approvals/tests/test_races.py"]
DATA = ROOT / ".coverage"
CONFIGURATION = ROOT / "pyproject.toml"
EXCEPTIONS = Path(__file__).with_suffix(".toml")
Files = dict[str, dict[str, Any]]


def measure(report: Report) -> None:
    """Run the suite; every process of it leaves what it ran in DATA."""
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir()
    more = {"COVERAGE_PROCESS_START": str(CONFIGURATION), "COVERAGE_FILE": str(DATA / "data")}
    report.run("SQLite", *AT_ONCE, "-m", UNIT, **more)
    if missing := postgresql.missing():
        report.lack(f"PostgreSQL ({missing})")
        return
    with postgresql.server() as url:
        report.run("PostgreSQL", *AT_ONCE, "-m", UNIT, *ON_POSTGRESQL, DATABASE_URL=url, **more)


def counted() -> Files:
    """What the runs together ran, by file."""
    whole = Coverage(config_file=str(CONFIGURATION), data_file=str(DATA / "data"))
    whole.combine(keep=True)
    told = DATA / "report.json"
    whole.json_report(outfile=str(told), show_contexts=False)
    return dict(json.loads(told.read_text())["files"])


def line_share(files: Files) -> float:
    """Per cent of the product's lines that were run."""
    sums = [each["summary"] for each in files.values()]
    return 100.0 * sum(s["covered_lines"] for s in sums) / sum(s["num_statements"] for s in sums)


def strict(files: Files) -> dict[str, Files]:
    """The files whose branches all count, by group."""
    found = {
        group: {str(path.relative_to(ROOT)) for pattern in patterns for path in ROOT.glob(pattern)}
        for group, patterns in STRICT.items()
    }
    return {
        group: {name: each for name, each in files.items() if name in names}
        for group, names in found.items()
    }


def holes(file: str, told: dict[str, Any]) -> dict[str, list[str]]:
    """Branches no test took, by the function they stand in ("file.py:function")."""
    found = defaultdict(list)
    for function, region in told["functions"].items():
        for start, end in region["missing_branches"]:
            found[f"{file}:{function}"].append(f"{start}->{'exit' if end < 0 else end}")
    return dict(found)


def table(files: Files) -> list[str]:
    """The report, and what is wrong with it in the last lines."""
    exceptions = tomllib.loads(EXCEPTIONS.read_text())["branches"]
    missed: dict[str, list[str]] = {}
    print(f"\n{'':10} {'branches':>8} {'taken':>8}")
    for group, members in strict(files).items():
        assert members, f"{group}: no files any more; STRICT has to follow"
        sums = [each["summary"] for each in members.values()]
        all_, taken = (sum(s[k] for s in sums) for k in ("num_branches", "covered_branches"))
        print(f"{group:10} {all_:8} {taken:8}")
        for name, each in members.items():
            missed |= holes(name, each)
    share = line_share(files)
    print(f"lines of the product: {share:.2f} %")
    wrong = [f"{place} {' '.join(at)}" for place, at in missed.items() if place not in exceptions]
    wrong += [f"covered.toml: {place} is no exception" for place in exceptions.keys() - missed]
    return wrong + [f"{share:.2f} % of lines, {MINIMUM} wanted"] * (share < MINIMUM)


def thin(files: Files) -> None:
    """Where most lines are missing."""
    worst = sorted(files.items(), key=lambda each: -each[1]["summary"]["missing_lines"])
    for name, each in worst[:20]:
        lines = each["summary"]
        print(f"  {lines['missing_lines']:4} of {lines['num_statements']:4} lines not run: {name}")


def main(*words: str) -> int:
    report = Report()
    if "again" not in words:
        measure(report)
    os.chdir(ROOT)
    files = counted()
    wrong = table(files)
    thin(files)
    for line in wrong:
        print("!!!", line)
    return 1 if report.end() or wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
