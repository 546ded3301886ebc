"""The `andu` command: verbs, each a Django management command; words are joined by underscores.

Exit codes: 0 all well, 1 findings (a check found something), 2 wrong use or a fault the operator
can mend. `andu flow check F` runs flow_check, `andu import-organisation F` import_organisation.
"""

import os
import sys
import traceback
from collections.abc import Sequence

import django
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand, CommandError

from andu.config import faults
from andu.config.faults import words as _

OK, FINDINGS, FAULT = 0, 1, 2
HELP_WORDS = {"help", "--help", "-h"}
# Verbs of Django that an operator needs; the others still work by their names.
DJANGO_VERBS = ("check", "migrate")
MOST_WORDS = 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb of the command line and return its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "andu.config.settings")
    os.umask(0o077)  # what we write belongs to the operator's account alone
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        django.setup()
        return _run(words)
    except KeyboardInterrupt:
        return FAULT
    except CommandError as error:
        return _complain(str(error), error.returncode if error.returncode > 1 else FAULT)
    except Exception as error:
        return _broken(error)


def verbs() -> dict[str, str]:
    """Every verb an operator needs, as typed, with the package it comes from."""
    return {
        name.replace("_", " "): app for name, app in sorted(get_commands().items())
        if app.startswith("andu.") or name in DJANGO_VERBS
    }  # fmt: skip


def find(words: Sequence[str]) -> tuple[str, list[str]]:
    """The management command that the first words name, and what is left for it."""
    known = get_commands()
    for count in range(min(MOST_WORDS, len(words)), 0, -1):
        name = "_".join(words[:count]).replace("-", "_")
        if name in known:
            return name, list(words[count:])
    raise CommandError(
        _("没有“{verb}”这个命令，运行 andu help 查看全部命令。").format(verb=words[0]),
        returncode=FAULT,
    )


def _run(words: list[str]) -> int:
    if words and words[0] in HELP_WORDS and len(words) > 1:
        words = [*words[1:], "--help"]
    if not words or words[0] in HELP_WORDS:
        return _help()
    name, rest = find(words)
    command = load_command_class(get_commands()[name], name)
    return _execute(command, name, rest)


def _execute(command: BaseCommand, name: str, rest: list[str]) -> int:
    """As Django's run_from_argv, but faults come back here instead of ending the process."""
    command._called_from_command_line = True  # type: ignore[attr-defined]
    parser = command.create_parser("andu", name.replace("_", " "))
    try:
        options = vars(parser.parse_args(rest))
        arguments = options.pop("args", ())
        command.execute(*arguments, **options)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else FAULT
    return OK


def _help() -> int:
    lines = [
        _("案牍 andu：协同办公系统"),
        "",
        _("用法 Usage：andu <命令 verb> [参数 …] ； andu help <命令>"),
        "",
    ]
    for verb, app in verbs().items():
        command = load_command_class(app, verb.replace(" ", "_"))
        lines.append(f"  {verb:<24} {command.help}")
    lines += ["", _("退出码 Exit codes：0 正常 ok，1 查出问题 findings，2 用法或环境有误 fault")]
    sys.stdout.write("\n".join(lines) + "\n")
    return OK


def _broken(error: Exception) -> int:
    if os.environ.get("ANDU_TRACEBACK"):
        traceback.print_exc()
    return _complain(faults.explain(error), FAULT)


def _complain(line: str, code: int) -> int:
    sys.stderr.write(f"andu: {line.strip()}\n")
    return code
