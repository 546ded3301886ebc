import pytest
from hypothesis import given
from hypothesis import strategies as st

from andu.kit import money


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("3,860,000.00", 386000000),
        ("¥ 3,860,000.00", 386000000),
        ("￥１２．５", 1250),
        ("12.5 元", 1250),
        ("0.01", 1),
        ("-7", -700),
        ("1.500", 150),
        (" 8 ", 800),
    ],
)
def test_what_people_type_is_understood(text, fen):
    assert money.parse(text) == fen


@pytest.mark.parametrize("text", ["", "十元", "1.234", "1e5", "--1", "1.2.3", "NaN", "9" * 30, "."])
def test_anything_else_is_refused_with_words(text):
    with pytest.raises(ValueError, match="金额"):
        money.parse(text)


# The first eight are the examples of 《正确填写票据和结算凭证的基本规定》.
@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (140950, "壹仟肆佰零玖元伍角整"),
        (600714, "陆仟零柒元壹角肆分"),
        (168032, "壹仟陆佰捌拾元叁角贰分"),
        (10700053, "壹拾万零柒仟元伍角叁分"),
        (1640902, "壹万陆仟肆佰零玖元零贰分"),
        (32504, "叁佰贰拾伍元零肆分"),
        (386000000, "叁佰捌拾陆万元整"),
        (1000, "壹拾元整"),
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (-100, "负壹元整"),
        (10000000000, "壹亿元整"),
        (10000000100, "壹亿零壹元整"),
        (10001000000, "壹亿零壹万元整"),
        (1001010100, "壹仟零壹万零壹佰零壹元整"),
        (100000000000000, "壹万亿元整"),
    ],
)
def test_capitals(fen, words):
    assert money.capital(fen) == words


@given(st.integers(min_value=-money.LIMIT + 1, max_value=money.LIMIT - 1))
def test_figures_are_read_back(fen):
    assert money.parse(money.yuan(fen)) == fen
    assert money.parse(money.yuan(fen, "¥ ")) == fen


@given(st.integers(min_value=0, max_value=money.LIMIT - 1))
def test_capitals_say_the_same_amount(fen):
    assert _amount(money.capital(fen)) == fen


def _amount(words: str) -> int:
    digits = {word: n for n, word in enumerate("零壹贰叁肆伍陆柒捌玖")}
    places = {"拾": 10, "佰": 100, "仟": 1000}
    high = total = group = digit = 0
    for word in words:
        if word in digits:
            digit = digits[word]
        elif word in places:
            group, digit = group + digit * places[word], 0
        elif word == "万":
            total, group, digit = total + (group + digit) * 10**4, 0, 0
        elif word == "亿":
            high, total, group, digit = (total + group + digit) * 10**8, 0, 0, 0
        elif word == "元":
            high, total, group, digit = (high + total + group + digit) * 100, 0, 0, 0
        elif word in "角分":
            high, digit = high + digit * (10 if word == "角" else 1), 0
    return high
