"""Work handed over and work the clock starts: `andu work` under the supervisor."""

import sys

from django.core.management import call_command


def run() -> None:
    """Work until stopped."""
    call_command("work")
    sys.exit(0)
