import pytest
from django.core.files.storage import default_storage

from andu.audit.models import Entry
from andu.files import storing
from andu.files.models import Chain, File
from andu.files.quarantine import FOLDER
from andu.files.tests import samples
from andu.kit.actor import Actor
from andu.kit.chain import sm3
from andu.kit.verdict import Refused
from tests.cast import actor_of


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def stored(by, name, content, **more):
    return storing.store(samples.upload(name, content), by=actor_of(by), **more)


def refused(by, name, content, match, **more):
    with pytest.raises(Refused, match=match):
        stored(by, name, content, **more)
    assert not File.objects.exists()
    assert not Chain.objects.exists()
    assert not Entry.objects.exists()
    assert not default_storage.exists(FOLDER) or default_storage.listdir(FOLDER) == ([], [])


def test_a_file_is_taken_in_hashed_and_recorded(clerk):
    file = stored(clerk, "关于𠮷林路改造的请示.pdf", samples.PDF)
    assert (file.kind, file.size, file.sm3) == ("pdf", len(samples.PDF), sm3(samples.PDF))
    assert (file.name, file.state, file.version) == ("关于𠮷林路改造的请示.pdf", "staged", 1)
    assert "请示" not in file.storage_name
    with file.open() as content:
        assert content.read() == samples.PDF
    assert "上传了“关于𠮷林路改造的请示.pdf”" in Entry.objects.get().sentence
    assert default_storage.listdir(FOLDER) == ([], [])


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("通知.docx", samples.docx(), "docx"),
        ("旧稿.doc", samples.OLE, "ole"),
        ("旧稿.wps", samples.OLE, "ole"),
        ("加密.docx", samples.OLE + "EncryptedPackage".encode("utf-16-le"), "ole"),
        ("BMW采购.txt", "BM，宝马".encode(), "text"),
        ("名单.csv", "工号,姓名\n1,陈砚秋".encode("gb18030"), "text"),
        ("公文.ofd", samples.packed({"OFD.xml": b"<x/>"}), "ofd"),
        ("照片.PNG", samples.PNG, "png"),
        ("资料.zip", samples.packed({"a.txt": b"a"}), "zip"),
    ],
)
def test_usual_kinds_are_told_from_their_content(clerk, name, content, kind):
    assert stored(clerk, name, content).kind == kind


@pytest.mark.parametrize(
    ("name", "content", "match"),
    [
        ("合同.docx", samples.EXE, "内容不是 .docx"),
        ("合同.docx", samples.OLE, "内容不是 .docx"),
        ("合同.docx", samples.packed({"a.txt": b"a"}), "内容不是 .docx"),
        ("照片.png", samples.SVG, "内容不是 .png"),
        ("照片.jpg", samples.HTML, "内容不是 .jpg"),
        ("文件.pdf", samples.HTML + samples.PDF, "内容不是 .pdf"),
        ("表.txt", samples.PNG, "内容不是 .txt"),
        ("表.txt", samples.EXE, "内容不是 .txt"),
        ("包.zip", samples.EXE, "内容不是 .zip"),
        ("图.svg", samples.SVG, "不接收 .svg"),
        ("页.html", samples.HTML, "不接收 .html"),
        ("工具.exe", samples.EXE, "不接收 .exe"),
        ("photo\u202egnp.exe", samples.EXE, "不接收 .exe"),
        ("README", b"x", "没有扩展名"),
        ("空.txt", b"", "空文件"),
        ("宏.docx", samples.docx(**{"word/vbaProject.bin": b"x"}), "带有宏"),
        ("宏.doc", samples.OLE + "_VBA_PROJECT".encode("utf-16-le"), "带有宏"),
    ],
)
def test_what_lies_or_harms_is_refused(clerk, name, content, match):
    refused(clerk, name, content, match)


def test_the_limits_hold(clerk):
    refused(clerk, "大.txt", b"x" * 2000, "超过", limit=1000)
    upload = samples.upload("大.txt", b"x")
    upload.size = 51 * 1024 * 1024
    with pytest.raises(Refused, match="51 MB，超过 50 MB"):
        storing.store(upload, by=actor_of(clerk))


def test_a_browser_that_understates_the_size_is_caught(clerk):
    upload = samples.upload("大.txt", b"x" * 2000)
    upload.size = 10
    with pytest.raises(Refused, match="超过"):
        storing.store(upload, by=actor_of(clerk), limit=1000)
    assert not File.objects.exists()


def test_bombs_are_refused(clerk):
    zeros = b"\0" * (30 * 1024 * 1024)
    refused(clerk, "炸弹.docx", samples.docx(**{"word/media/a": zeros}), "解开后过大")
    many = {f"word/{number}": b"x" for number in range(1001)}
    refused(clerk, "炸弹.docx", samples.docx(**many), "文件过多")


def test_an_archive_that_lies_about_itself_is_not_read(clerk):
    whole = bytearray(samples.docx())
    whole[-10:-6] = (9 * 1024 * 1024).to_bytes(4, "little")
    refused(clerk, "坏.docx", bytes(whole), "内容不是 .docx")
    refused(clerk, "坏.docx", samples.docx()[:-30], "内容不是 .docx")


def test_nobody_stores_nothing(db):
    with pytest.raises(Refused, match="请先登录"):
        storing.store(samples.upload("a.txt", b"a"), by=Actor())
    assert not File.objects.exists()


def test_when_the_row_fails_no_bytes_stay(clerk, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(storing, "record", fail)
    with pytest.raises(RuntimeError):
        stored(clerk, "a.txt", b"a")
    assert not File.objects.exists()
    for first in set(default_storage.listdir("")[0]) - {FOLDER}:
        for second in default_storage.listdir(first)[0]:
            assert not default_storage.listdir(f"{first}/{second}")[1]
