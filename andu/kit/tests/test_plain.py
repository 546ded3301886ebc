"""Text that every database can hold."""

from andu.kit import plain


def test_what_no_database_holds_is_left_out():
    assert plain.words(" 同意\x00\ud800\r\n第二行\t尾 \x07") == "同意\n第二行\t尾"
    assert plain.words("𠮷🙂，可以。") == "𠮷🙂，可以。"


def test_a_line_has_no_breaks():
    assert plain.line(" 关于\n  采购 \t油汀 ") == "关于 采购 油汀"


def test_a_number_is_what_a_database_can_hold_or_nothing():
    assert plain.number("17") == plain.number(17) == 17
    for strange in (
        "",
        None,
        "-1",
        "+1",
        "1.5",
        "²",
        "１７",
        "٣",
        "9" * 40,
        "9" * 5000,
        "1e3",
        " 1",
    ):
        assert plain.number(strange) == 0, strange
