import asyncio
import shutil
import socket
import subprocess

import pytest
from asgiref.sync import async_to_sync

from andu.config.tests.server import eventually, free_port
from andu.realtime import nudging, receiving
from andu.realtime.hub import Hub

pytestmark = [
    pytest.mark.server,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("redis-server"), reason="needs redis-server"),
]


@pytest.fixture
def redis_url(tmp_path):
    port = free_port()
    command = ["redis-server", "--port", str(port), "--dir", str(tmp_path), "--save", ""]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        assert eventually(lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0)
        yield f"redis://127.0.0.1:{port}/0"
        server.terminate()


def test_another_host_hears_a_nudge(redis_url, settings, tmp_path, monkeypatch):
    settings.REDIS_URL = redis_url
    settings.NUDGE_SOCKET = tmp_path / "nobody.sock"
    nudging._redis_now.cache_clear()
    heard: list[str] = []
    told = Hub()
    told.tell = heard.append
    monkeypatch.setattr(receiving, "hub", told)

    async def other_host():
        task = asyncio.get_running_loop().create_task(receiving._from_redis())
        for _ in range(200):
            await asyncio.to_thread(nudging.send, b'{"tell": ["member:3"]}')
            if heard:
                break
            await asyncio.sleep(0.05)
        task.cancel()

    async_to_sync(other_host)()
    nudging._redis_now.cache_clear()
    assert "member:3" in heard
