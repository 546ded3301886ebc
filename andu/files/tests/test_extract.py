"""The words of files, in a process of their own."""

import io
import zipfile

import pytest
import xlsxwriter
from docx import Document

from andu.files import extracting, jobs, storing
from andu.files.extracting import Unreadable, text_of
from andu.files.models import FileText
from andu.files.queries import texts_of
from andu.files.tests import samples
from tests.cast import actor_of


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def stored(by, name, content):
    return storing.store(samples.upload(name, content), by=actor_of(by))


def word():
    document = Document()
    document.add_paragraph("关于老旧小区改造的请示")
    document.add_table(1, 2).rows[0].cells[1].text = "四十八万元"
    document.sections[0].header.paragraphs[0].text = "内部资料"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def workbook():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("预算").write_row(0, 0, ["路灯", 1200])
    book.close()
    return out.getvalue()


def paper(words=b"Hello 42"):
    """A PDF of one page with a text layer."""
    stream = b"BT /F1 24 Tf 20 100 Td (" + words + b") Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made = b"%PDF-1.4\n"
    for number, one in enumerate(objects, 1):
        made += b"%d 0 obj%s endobj\n" % (number, one)
    return made + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"


def test_a_word_document_gives_body_tables_and_headers(clerk):
    text = text_of(stored(clerk, "请示.docx", word()))
    for words in ("关于老旧小区改造的请示", "四十八万元", "内部资料"):
        assert words in text


def test_a_workbook_a_pdf_and_texts_give_their_words(clerk):
    assert "路灯\t1200" in text_of(stored(clerk, "预算.xlsx", workbook()))
    assert "Hello 42" in text_of(stored(clerk, "批复.pdf", paper()))
    assert text_of(stored(clerk, "名单.csv", "工号,陈砚秋".encode("gb18030"))) == "工号,陈砚秋"
    assert text_of(stored(clerk, "标记.txt", "甲乙".encode("utf-16"))) == "甲乙"


def test_what_has_no_words_is_empty(clerk):
    assert text_of(stored(clerk, "照片.png", samples.PNG)) == ""


def test_entities_are_not_expanded(clerk):
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaa">]><w>&a;</w>'
    evil = samples.packed({"[Content_Types].xml": b"<T/>", "word/document.xml": bomb})
    assert text_of(stored(clerk, "坏.docx", evil)) == ""


def test_a_broken_file_is_unreadable(clerk):
    with pytest.raises(Unreadable):
        text_of(stored(clerk, "坏.pdf", samples.PDF[:20]))


def test_a_file_that_takes_too_long_is_stopped(clerk, monkeypatch):
    file = stored(clerk, "慢.txt", b"a")
    monkeypatch.setattr(extracting, "TIME", 0)
    with pytest.raises(Unreadable):
        text_of(file)


def test_much_unpacked_is_cut(clerk, monkeypatch):
    monkeypatch.setattr(extracting, "LONGEST", 100)
    many = b"".join(b"<w:t>abcdefghij</w:t>" for _number in range(5000))
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<T/>")
        archive.writestr("word/document.xml", b"<w:d " + space + b">" + many + b"</w:d>")
    assert len(text_of(stored(clerk, "长.docx", out.getvalue()))) == 100


def test_each_content_is_read_once_and_listeners_are_told(clerk, monkeypatch):
    files = [stored(clerk, name, b"same words") for name in ("a.txt", "b.txt")]
    told = []
    monkeypatch.setattr(jobs, "_listeners", [told.append])
    jobs.read_words([file.pk for file in files])
    jobs.read_words([files[0].pk])
    assert FileText.objects.get().text == "same words"
    assert told == [[file.pk for file in files], [files[0].pk]]
    assert texts_of([file.pk for file in files]) == dict.fromkeys(
        [file.pk for file in files], "same words"
    )


def test_what_fails_is_remembered_as_failed(clerk):
    file = stored(clerk, "坏.pdf", samples.PDF[:20])
    jobs.read_words([file.pk])
    assert FileText.objects.get().state == FileText.State.FAILED
    assert texts_of([file.pk]) == {file.pk: ""}


def test_attaching_has_the_words_read(clerk, monkeypatch):
    asked = []
    monkeypatch.setattr(jobs, "later", lambda function, ids, **_: asked.append((function, ids)))
    file = stored(clerk, "a.txt", b"a")
    storing.keep([file.pk], by=actor_of(clerk))
    assert asked == [(jobs.read_words, [file.pk])]
