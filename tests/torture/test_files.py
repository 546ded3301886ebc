"""The k-th operation on a file fails, for every k: no row without its file, no file without its
row, and the same click repeated is done once (R4, R11)."""

import errno
import itertools
import logging
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings as house

from andu.approvals.tests.conftest import designer, submit, template, version
from tests.torture.office import look, unmatched_files
from tests.torture.verbs import Scene

FIXTURES = (designer, submit, template, version)
CHANGES = {"os.rename", "os.mkdir", "os.link", "os.truncate"}
WRITES = set("wax+")
FEWEST = 2  # operations of the smallest verb


class Disk:
    """Counts what is to change a file of the house; the k-th is refused, as by a full disk."""

    def __init__(self):
        self.at, self.on, self.count, self.active = 0, False, 0, False

    def hook(self, event, given):
        if not self.active or not self.is_ours(event, given):
            return
        self.count += 1
        if self.count == self.at or (self.on and self.count > self.at):
            raise OSError(errno.ENOSPC, "No space left on device", str(given[0]))

    @staticmethod
    def is_ours(event, given):
        if event == "open":
            path, mode, flags = given
            writes = WRITES & set(mode) if mode else isinstance(flags, int) and flags & 3
        else:
            path, writes = (given or [""])[0], event in CHANGES
        return bool(writes) and str(path).startswith(str(Path(house.MEDIA_ROOT)))

    @contextmanager
    def failing(self, at, on):
        self.at, self.on, self.count, self.active = at, on, 0, True
        try:
            yield self
        finally:
            self.active = False


DISK = Disk()
sys.addaudithook(DISK.hook)  # for good: Python lets none be taken away


@pytest.fixture
def scene(submit, bureau, security_administrator, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    return Scene(submit, bureau.members, security_administrator)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("on", [False, True], ids=["once", "on"])
@pytest.mark.parametrize("name", ["upload", "submit"])
def test_a_file_is_stored_whole_or_not_at_all(scene, name, on):
    verb = scene.prepare(name)
    for k in itertools.count(1):
        with DISK.failing(k, on) as disk:
            acknowledged = verb.act()
        assert unmatched_files() == [], k
        if disk.count < k:
            break
        if not acknowledged:
            assert verb.effects() == 0, k
    sys.stdout.write(f"\n{name}: failed at {k - 1} operations on files\n")
    assert k > FEWEST
    assert acknowledged
    assert verb.effects() == 1
    assert look()["faults"] == []
