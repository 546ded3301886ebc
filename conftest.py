"""Loads the shared cast for every test."""

import os
import tempfile

os.environ.setdefault("ANDU_DATA", tempfile.mkdtemp(prefix="andu-test-"))

pytest_plugins = ["tests.cast"]
