"""The receiver of the guide checks what we send, word for word."""

import re
import threading
from http.server import HTTPServer
from pathlib import Path

import pytest

from andu.webhooks import actions, signing
from andu.webhooks.jobs import send_due
from andu.webhooks.models import Hook, Sending
from tests.cast import actor_of

PAGE = Path("docs/guide/api.md")


@pytest.fixture
def guide(hook, capsys):
    """The receiver of the guide with the hook's secret, listening."""
    *_first, example = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    assert "andu_hook_..." in example
    said = {"__name__": "guide"}
    exec(
        compile(example.replace("andu_hook_...", signing.secret_of(hook)), str(PAGE), "exec"), said
    )
    server = HTTPServer(("127.0.0.1", 0), said["Receiver"])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Hook.objects.update(url=f"http://127.0.0.1:{server.server_port}/")
    yield said
    server.shutdown()
    server.server_close()


def test_the_receiver_of_the_guide_takes_what_is_ours_once(guide, hook, submit):
    submit()
    assert send_due() >= 2
    Sending.objects.update(state=Sending.State.WAITING)  # the same once more
    count = len(guide["seen"])
    assert count >= 2
    send_due()
    assert len(guide["seen"]) == count


def test_the_receiver_of_the_guide_refuses_what_is_not(guide, hook, keeper):
    one = actions.try_hook(hook, by=actor_of(keeper))
    Hook.objects.update(nonce="another")
    assert send_due() == 0 and not guide["seen"]
    one.refresh_from_db()
    assert one.answer == "400"
