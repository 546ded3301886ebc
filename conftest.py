"""Loads the shared cast for every test."""

import os
import tempfile

import pytest

os.environ.setdefault("ANDU_DATA", tempfile.mkdtemp(prefix="andu-test-"))

pytest_plugins = ["tests.cast"]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Races that only PostgreSQL can show are left to its run of the suite."""
    if item.get_closest_marker("postgresql") and not os.environ.get("DATABASE_URL"):
        pytest.skip("needs PostgreSQL (DATABASE_URL)")
