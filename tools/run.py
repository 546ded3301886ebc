"""make run: prepare what is missing, then serve. `python3 tools/run.py PORT DATA`."""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import prepare


def main(port, data):
    """Ends as the server itself, which dies when `make` dies."""
    if not (port.isdigit() and 0 < int(port) < 65535):
        prepare.stop("端口须为 1 到 65534 的数字：make run PORT=8123")
    folder = Path(data).expanduser().resolve()
    os.environ.update(ANDU_DATA=str(folder), ANDU_PORT=port, ANDU_SUPERVISOR=str(os.getppid()))
    prepare.main("base")
    andu = [str(prepare.PYTHON), "-m", "andu"]
    os.chdir(str(prepare.ROOT))
    migrate(folder, andu)
    os.execv(andu[0], [*andu, "serve", "--port", port])


def migrate(folder, andu):
    """Bring the tables up to date; on the first start, or after one that broke off, the demo as
    well."""
    mark = prepare.fingerprint(prepare.ROOT.glob("andu/*/migrations/*.py"))
    stamp = folder / "migrated"
    first = not os.environ.get("DATABASE_URL") and not stamp.exists()
    if stamp.exists() and stamp.read_text() == mark:
        return
    run_verb(andu, "migrate", "-v0")
    if first and list(prepare.ROOT.glob("andu/*/management/commands/demo.py")):
        run_verb(andu, "demo")
    stamp.write_text(mark)


def run_verb(andu, *words):
    """Run a verb of the command line; it has said itself what was wrong."""
    code = subprocess.run([*andu, *words], check=False).returncode
    if code:
        raise SystemExit(code)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:3])
    except KeyboardInterrupt:
        sys.exit(2)
