"""The installed command: one name, a few verbs, each a Django management command."""

import os
import sys

from django.core.management import execute_from_command_line


def main(argv: list[str] | None = None) -> int:
    """Run one verb of the command line and return its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "andu.config.settings")
    execute_from_command_line(["andu", *(argv if argv is not None else sys.argv[1:])])
    return 0
