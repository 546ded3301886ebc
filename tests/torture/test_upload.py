"""Uploads cut at any byte: they go on where they stopped, no row is without its file and no file
without its row (R35)."""

import os
import sys
import time

import pytest

from andu.config.tests.server import Server, eventually
from tests.torture.clients import Heard, Person
from tests.torture.killing import CALM
from tests.torture.proxy import Proxy
from tests.torture.running import office
from tests.torture.uploads import Sender

SHORT, LONG = 25, 1000


def cut(data, cuts, seconds):
    """Send files until the connection was cut so often; then look."""
    office(data, "begin", "0")
    server = Server(data, ANDU_LOG_LEVEL="CRITICAL")
    door = Proxy(lambda: server.port)
    sent = missed = 0
    try:
        assert eventually(server.is_ready, CALM)
        until = time.monotonic() + seconds
        clerk = Person("clerk", lambda: door.port, Heard(), until)
        clerk.sign_in()
        door.cut = 150_000
        while missed < cuts:
            one = Sender(clerk, f"现场{sent}.txt", os.urandom(100_000).hex().encode())
            assert one.send() == 200
            sent, missed = sent + 1, missed + one.cuts
        door.heal()
    finally:
        server.process.kill()
        server.process.wait()
    found = office(data, "look")
    assert found["faults"] == []
    assert found["files"] == sent
    sys.stdout.write(f"\nupload: {sent} files whole, connections cut {missed} times\n")


@pytest.mark.server
def test_an_upload_cut_at_any_byte_goes_on(tmp_path):
    cut(tmp_path, SHORT, 120)


@pytest.mark.server
@pytest.mark.long
def test_uploads_cut_a_thousand_times(tmp_path):
    cut(tmp_path, LONG, 1800)
