"""What is shown in place of a file."""

import io

import pytest
from django.core.files.storage import default_storage
from django.http import Http404
from django.utils import timezone
from docx import Document
from PIL import Image

from andu.files import clearing, jobs, renditions, storing
from andu.files.previewing import preview_of
from andu.files.responding import respond_shown
from andu.files.tests import samples
from tests.cast import actor_of

GPS = b"\x12\x34"


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def stored(clerk):
    def made(name, content):
        return storing.store(samples.upload(name, content), by=actor_of(clerk))

    return made


def photo(size=(60, 40), kind="JPEG", **more):
    exif = Image.Exif()
    exif[0x010E] = "secret camera note"
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825)[2] = (31.0, 14.0, 5.0)
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, exif=exif, **more)
    return out.getvalue()


def shown(file, **more):
    response = respond_shown(file, **more)
    return response, b"".join(response.streaming_content)


def test_a_photo_is_shown_upright_without_where_it_was_taken(stored):
    given = photo()
    assert b"secret camera note" in given
    file = stored("现场.jpg", given)
    assert preview_of(file).way == "image"
    response, content = shown(file)
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (40, 60)
        assert not picture.getexif()
    assert b"secret" not in content
    assert response["Content-Type"] == "image/jpeg"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_what_hides_behind_a_picture_is_gone(stored):
    file = stored("两面.jpg", photo() + b"<script>alert(1)</script>PK\x03\x04")
    _response, content = shown(file)
    assert b"script" not in content


def test_a_transparent_picture_stays_so(stored):
    out = io.BytesIO()
    Image.new("RGBA", (5, 5), (0, 0, 0, 0)).save(out, "PNG")
    response, _content = shown(stored("章.png", out.getvalue()))
    assert response["Content-Type"] == "image/png"


def test_a_picture_bomb_is_not_drawn(stored):
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    file = stored("炸弹.png", out.getvalue())
    for _again in range(2):
        with pytest.raises(Http404):
            respond_shown(file)


def test_a_broken_picture_is_not_shown(stored):
    with pytest.raises(Http404):
        respond_shown(stored("坏.png", samples.PNG))


def test_a_pdf_is_shown_as_it_is(stored):
    file = stored("批复.pdf", samples.PDF)
    assert preview_of(file).way == "paper"
    response, content = shown(file)
    assert (response["Content-Type"], content) == ("application/pdf", samples.PDF)
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_decoded(stored, encoding):
    preview = preview_of(stored("说明.txt", "会议纪要：𠮷林路".encode(encoding)))
    assert (preview.way, preview.text, preview.cut) == ("text", "会议纪要：𠮷林路", False)


def test_a_long_text_is_cut_even_within_a_character(stored):
    preview = preview_of(stored("日志.log", ("a" + "汉" * 400_000).encode()))
    assert preview.cut
    assert set(preview.text) == {"a", "汉"}


def test_gb18030_beyond_an_ascii_head_is_decoded(stored):
    text = "a" * 70_000 + "中文" * 50
    assert preview_of(stored("长.txt", text.encode("gb18030"))).text == text


def test_a_csv_is_a_table_of_a_few_rows(stored):
    lines = "\n".join(f"{number},张三" for number in range(1000))
    preview = preview_of(stored("名单.csv", lines.encode("gb18030")))
    assert preview.way == "table"
    assert preview.cut
    assert preview.rows[1] == ["1", "张三"]
    assert len(preview.rows) == 300


@pytest.mark.parametrize(
    ("name", "content"), [("a.zip", samples.packed({"a": b"a"})), ("a.xml", samples.SVG)]
)
def test_what_could_run_is_never_shown_as_itself(stored, name, content):
    file = stored(name, content)
    assert preview_of(file).way in {"none", "text"}
    with pytest.raises(Http404):
        respond_shown(file)


def test_without_the_converter_a_document_says_so(stored, monkeypatch):
    monkeypatch.setattr(renditions, "soffice", lambda: "")
    preview = preview_of(stored("请示.docx", samples.docx()))
    assert preview.way == "none"
    assert "没有安装文档转换组件" in preview.said


def word():
    document = Document()
    document.add_paragraph("关于老旧小区改造的请示")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.skipif(not renditions.soffice(), reason="needs LibreOffice")
def test_a_document_becomes_a_pdf_once_for_its_content(stored, monkeypatch):
    content = word()
    file = stored("请示.docx", content)
    assert preview_of(file).way == "making"
    jobs.make_paper(file.pk)
    assert preview_of(file).way == "paper"
    assert shown(file)[1].startswith(b"%PDF-")
    monkeypatch.setattr(renditions, "_converted", None)
    jobs.make_paper(stored("副本.docx", content).pk)


def test_what_cannot_be_converted_is_remembered(stored, monkeypatch):
    monkeypatch.setattr(renditions, "soffice", lambda: "/bin/false")
    file = stored("旧.doc", samples.OLE)
    jobs.make_paper(file.pk)
    assert "没能转换" in preview_of(file).said


def test_a_converter_that_hangs_is_ended(stored, monkeypatch, tmp_path):
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nsleep 600\n")
    slow.chmod(0o755)
    monkeypatch.setattr(renditions, "soffice", lambda: str(slow))
    monkeypatch.setattr(renditions, "OFFICE_TIME", 0.5)
    file = stored("慢.doc", samples.OLE)
    jobs.make_paper(file.pk)
    assert renditions.stands(file) == renditions.FAILED


def test_renditions_go_when_they_are_old_and_strays_leave_them(stored):
    file = stored("图.jpg", photo())
    shown(file)
    later = timezone.now() + clearing.RENDITION_AGE * 2
    assert clearing.clear_strays(later) == 0
    assert clearing.clear_renditions() == 0
    assert clearing.clear_renditions(later) == 1
    assert not default_storage.exists(f"renditions/{file.sm3[:2]}/{file.sm3}.2000")
