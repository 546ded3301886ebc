"""Money: whole numbers of 分 inside, written for people at the edge."""

import re
import unicodedata

from django.utils.translation import gettext as _

LIMIT = 10**18  # one 万万亿 of yuan in 分: beyond any budget, within a big integer

_DIGITS = "零壹贰叁肆伍陆柒捌玖"  # noqa: chinese
_PLACES = ("", "拾", "佰", "仟")  # noqa: chinese
_MYRIAD, _HUNDRED_MILLION, _YUAN, _JIAO, _FEN = "万亿元角分"  # noqa: chinese
_WHOLE, _MINUS = "整负"  # noqa: chinese
_DECORATION = re.compile(r"[\s,¥$]|元整?$|CNY|RMB")  # noqa: chinese
_AMOUNT = re.compile(r"(-?)(\d+)(?:\.(\d{1,2})0*)?", re.ASCII)


def parse(text: str) -> int:
    """What a person typed ("3,860,000.00", "￥12.5", full-width digits) in 分.

    Raises ValueError, with words for the person, on anything else or more than two decimals.
    """
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    found = _AMOUNT.fullmatch(_DECORATION.sub("", plain))
    if found is None:
        raise ValueError(_("金额请写成 3860000.00 这样的数字，最多两位小数。"))
    sign, whole, part = found.groups()
    fen = int(whole) * 100 + int((part or "0").ljust(2, "0"))
    if fen >= LIMIT:
        raise ValueError(_("金额过大，请检查位数。"))
    return -fen if sign else fen


def yuan(fen: int, symbol: str = "") -> str:
    """The amount in figures with thousands: 3,860,000.00; `symbol` ("¥ ") stands before it."""
    whole, part = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{symbol}{whole:,}.{part:02d}"


def capital(fen: int) -> str:
    """The amount in capitals: 叁佰捌拾陆万元整.

    《支付结算办法》附一 and 《会计基础工作规范》第五十二条: 整 after 元 and 角, none after 分;
    one 零 for any run of zeros inside the figure; 零 before 分 when 角 is nought.
    """
    whole, part = divmod(abs(fen), 100)
    jiao, cents = divmod(part, 10)
    words = _integer(whole) + _YUAN if whole else ""
    if jiao:
        words += _DIGITS[jiao] + _JIAO
    elif cents and whole:
        words += _DIGITS[0]
    words += _DIGITS[cents] + _FEN if cents else (_WHOLE if words else "")
    return (_MINUS if fen < 0 else "") + (words or _DIGITS[0] + _YUAN + _WHOLE)


def _integer(number: int) -> str:
    digits = str(number)
    words, gap = "", False
    for index, digit in enumerate(digits):
        place = len(digits) - index - 1
        if digit != "0":
            words += (_DIGITS[0] if gap else "") + _DIGITS[int(digit)] + _PLACES[place % 4]
            gap = False
        elif words:
            gap = True
        words += _group_name(number, place)
    return words


def _group_name(number: int, place: int) -> str:
    """万 or 亿 where a group of four digits ends; an empty group of 万 stays unnamed."""
    if place == 0 or place % 4:
        return ""
    if place % 8 == 0:
        return _HUNDRED_MILLION
    return _MYRIAD if number // 10**place % 10**4 else ""
