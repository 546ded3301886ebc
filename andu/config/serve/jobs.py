"""Work handed over and work the clock starts: `andu work`, held by the supervisor."""

import sys

from andu.config import command
from andu.config.serve import lifeline

if __name__ == "__main__":
    lifeline.hold()
    sys.exit(command.main(["work"]))
