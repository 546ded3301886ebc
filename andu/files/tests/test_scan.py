"""The virus scanner: a fake one on a socket of this machine."""

import socket
import struct
import threading

import pytest
from django.core.files.storage import default_storage

from andu.audit.models import Entry
from andu.files import scanning, storing
from andu.files.models import File
from andu.files.tests import samples
from andu.kit.verdict import Refused
from tests.cast import actor_of

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR"


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def scanner(settings):
    """Speaks INSTREAM once; answers by what it read, or as told."""
    heard, answers = [], []
    listening = socket.create_server(("127.0.0.1", 0))
    settings.CLAMD = f"127.0.0.1:{listening.getsockname()[1]}"

    def serve():
        with listening, listening.accept()[0] as peer:
            reader = peer.makefile("rb")
            assert reader.read(10) == b"zINSTREAM\0"
            content = b""
            while length := struct.unpack("!I", reader.read(4))[0]:
                content += reader.read(length)
            heard.append(content)
            usual = b"stream: Eicar FOUND\0" if EICAR in content else b"stream: OK\0"
            peer.sendall(answers[0] if answers else usual)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield heard, answers
    thread.join(5)


def stored(by, content, name="稿.txt"):
    return storing.store(samples.upload(name, content), by=actor_of(by))


def test_a_clean_file_comes_in_whole(clerk, scanner, monkeypatch):
    monkeypatch.setattr(scanning, "BLOCK", 10)
    file = stored(clerk, b"nothing bad in here")
    assert scanner[0] == [b"nothing bad in here"]
    assert file.state == "staged"


def test_an_infected_file_is_refused_kept_apart_and_recorded(clerk, scanner):
    with pytest.raises(Refused, match="Eicar"):
        stored(clerk, EICAR)
    assert not File.objects.exists()
    entry = Entry.objects.get(event="files.Infected")
    assert "方亦舒" in entry.sentence and "Eicar" in entry.sentence
    with default_storage.open(entry.details["place"]) as kept:
        assert kept.read() == EICAR
    assert default_storage.listdir("quarantine") == ([], [])


def test_a_scanner_that_talks_nonsense_lets_nothing_in(clerk, scanner):
    scanner[1].append(b"INSTREAM size limit exceeded. ERROR\0")
    with pytest.raises(Refused, match="暂时不可用"):
        stored(clerk, b"a")
    assert not File.objects.exists()


def test_a_scanner_that_is_away_lets_nothing_in(clerk, settings, tmp_path):
    settings.CLAMD = f"unix:{tmp_path}/nobody"
    with pytest.raises(Refused, match="暂时不可用"):
        stored(clerk, b"a")
    assert not File.objects.exists()
    assert not Entry.objects.exists()
