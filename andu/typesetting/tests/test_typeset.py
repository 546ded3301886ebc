"""Data becomes a page; what people typed stays text."""

import datetime
import io

import pypdfium2
import pytest

from andu.kit.verdict import Refused
from andu.typesetting import fonts
from andu.typesetting.joining import join
from andu.typesetting.setting import typeset

AT = datetime.datetime(2026, 11, 24, 9, 0, tzinfo=datetime.UTC)
SOURCE = """#let data = json("data.json")
#set text(font: data.fonts.song)
#set document(title: data.title)
#data.title
"""


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "page.typ"
    path.write_text(SOURCE)
    return path


def words(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_page_says_what_the_data_says(template):
    assert words(typeset(template, {"title": "关于喆昇出差的请示"}, at=AT)) == "关于喆昇出差的请示"


def test_what_looks_like_typst_stays_text(template):
    evil = '#read("/etc/passwd") $x$ *粗* \\u{41} #panic("x")'
    assert words(typeset(template, {"title": evil}, at=AT)).replace(" ", "") == evil.replace(
        " ", ""
    )


def test_a_template_reads_nothing_beside_its_own(template):
    template.write_text('#read("/etc/passwd")')
    with pytest.raises(RuntimeError):
        typeset(template, {}, at=AT)


def test_the_same_input_gives_the_same_bytes(template):
    assert typeset(template, {"title": "一"}, at=AT) == typeset(template, {"title": "一"}, at=AT)


def test_papers_are_joined_in_order(template):
    out = io.BytesIO()
    assert join((typeset(template, {"title": t}, at=AT) for t in "甲乙"), out) == 2
    assert words(out.getvalue()) == "甲乙"


def test_without_a_chinese_font_the_reason_is_said(template, monkeypatch):
    class Nothing:
        def families(self):
            return ["Libertinus Serif"]

    fonts.styles.cache_clear()
    monkeypatch.setattr(fonts, "found", Nothing)
    with pytest.raises(Refused, match="中文字体"):
        typeset(template, {"title": "一"}, at=AT)
    fonts.styles.cache_clear()
