"""Many files as one archive."""

import io
import zipfile

import pytest
from django.core.files.storage import default_storage

from andu.files import storing, zipping
from andu.files.tests import samples
from andu.files.zipping import respond_zip, safe, unique
from andu.kit.verdict import Refused
from tests.cast import actor_of


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def stored(clerk):
    def made(name, content):
        return storing.store(samples.upload(name, content), by=actor_of(clerk))

    return made


def opened(response):
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def test_files_of_one_name_stand_side_by_side(stored):
    entries = [("材料", stored("表.txt", b"one")), ("材料", stored("表.TXT", b"two")),
               ("", stored("𠮷.txt", b"three"))]  # fmt: skip
    response = respond_zip(entries, "关于：改造?的请示", None)
    archive = opened(response)
    assert archive.testzip() is None
    assert archive.namelist() == ["材料/表.txt", "材料/表 (2).TXT", "𠮷.txt"]
    assert archive.read("材料/表 (2).TXT") == b"two"
    assert all(entry.flag_bits & 0x800 for entry in archive.infolist())
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("a<b>:c?.txt", "a_b__c_.txt"),
        ("../../etc/passwd", ".._.._etc_passwd".strip(" .")),
        ("末尾. ", "末尾"),
        ("...", "_"),
        ("长" * 300 + ".docx", "长" * 115 + ".docx"),
    ],
)
def test_names_are_those_every_system_takes(given, made):
    assert safe(given) == made


def test_numbers_do_not_collide_either():
    assert list(unique(["a.txt", "a (2).txt", "a.txt", "A.txt", "b", "b"])) == [
        "a.txt", "a (2).txt", "a (3).txt", "A (4).txt", "b", "b (2)",
    ]  # fmt: skip


def test_only_what_was_not_sent_yet_is_held(stored, monkeypatch):
    monkeypatch.setattr(zipping, "BLOCK", 1000)
    file = stored("大.txt", b"x" * 100_000)
    blocks = list(respond_zip([("", file)], "a", None).streaming_content)
    assert max(map(len, blocks)) < 2000
    assert len(blocks) > 90


def test_the_limits_hold(stored, monkeypatch):
    file = stored("a.txt", b"a" * 2000)
    with pytest.raises(Refused, match="先勾选"):
        respond_zip([], "a", None)
    monkeypatch.setattr(zipping, "value", lambda *args, **more: 0)
    with pytest.raises(Refused, match="最多打包 0 个"):
        respond_zip([("", file)], "a", None)


def test_missing_bytes_are_told_before_anything_is_sent(stored):
    file = stored("a.txt", b"a")
    default_storage.delete(file.storage_name)
    with pytest.raises(Refused, match=r"a\.txt"):
        respond_zip([("", file)], "a", None)
