import pytest

from andu.files.naming import clean, extension


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("关于〔2026〕12号文的“批复”（稿）.docx", "关于〔2026〕12号文的“批复”（稿）.docx"),
        ("𠮷㐂👨\u200d👩\u200d👧.pdf", "𠮷㐂👨\u200d👩\u200d👧.pdf"),
        ("../../a/b.txt", "b.txt"),
        ("D:\\x\\合同.doc", "合同.doc"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("\u2066a\u2069\ufeff.txt", "a.txt"),
        ("坏\ud800.txt", "坏.txt"),
        ("a.txt...  ", "a.txt"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("COM1.tar.gz", "_COM1.tar.gz"),
        ("console.txt", "console.txt"),
        ("", "未命名"),
        ("..", "未命名"),
        ("\x00\x01", "未命名"),
    ],
)
def test_names_are_shown_as_written_but_for_what_deceives(given, shown):
    assert clean(given) == shown


def test_long_names_keep_their_ending():
    name = clean("长" * 300 + ".docx")
    assert (len(name), name[-6:]) == (200, "长.docx")
    assert len(clean("长" * 300)) == 200


def test_the_ending():
    assert extension("a.TAR.GZ") == "gz"
    assert extension(".htaccess") == ""
    assert extension("a") == ""
