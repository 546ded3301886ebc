"""The `andu` command; what it can do lives in andu.config.command."""

import sys

from andu.config.command import main

if __name__ == "__main__":
    sys.exit(main())
