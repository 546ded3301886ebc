"""Another system hangs: approvals don't wait for it, and it hears everything later, once (R9)."""

import sys
import time
from collections import Counter

import pytest

from andu.config.tests.server import Server, eventually
from tests.torture import tallying
from tests.torture.killing import CALM
from tests.torture.people import Office, Worker
from tests.torture.receiver import Receiver
from tests.torture.running import office

MATTERS = 6

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]


def test_approvals_go_on_while_another_system_hangs(tmp_path):
    hears = Receiver()
    hears.hangs = True
    office(tmp_path, "begin", "0", str(hears.port))
    server, said = Server(tmp_path, ANDU_LOG_LEVEL="CRITICAL"), Office()
    try:
        assert eventually(server.is_ready, CALM)
        clerk, head = (
            Worker(code, lambda: server.port, said, time.monotonic() + 240)
            for code in ("clerk", "office_head")
        )
        clerk.sign_in()
        head.sign_in()
        clerk.submit()
        assert eventually(lambda: hears.hanging > 0), "nobody asks the other system"
        for _more in range(MATTERS - 1):
            clerk.submit()
        head.batch(head.waiting())
        assert hears.hanging > 0 and not hears.taken
        assert said.verbs == Counter(submit=MATTERS, batch=MATTERS)
        hears.hangs = False
        hears.over.set()
    finally:
        server.kill()
    found = office(tmp_path, "look")
    hears.end()
    assert not any(tallying.weighed(said, found, hears.taken).values())
    assert len(found["sent"]) == MATTERS
