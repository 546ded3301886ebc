"""Numbers that name people, telephones and accounts: how they are written, and whether they can be.

Identity numbers follow GB 11643, bank cards ISO/IEC 7812 (the check digit of Luhn).
"""

import re
import unicodedata

from django.utils.translation import gettext as _
from stdnum import luhn
from stdnum.cn import ric

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"(0\d{2,3})-?(\d{7,8})(?:-(\d{1,6}))?", re.ASCII)
_SERVICE = re.compile(r"[48]00-?\d{3}-?\d{4}", re.ASCII)
_SHORT = re.compile(r"\d{3,8}(?:-\d{1,6})?", re.ASCII)  # an extension, or a number of the same town
_CARD = re.compile(r"\d{12,19}", re.ASCII)
_DASHES = re.compile("[－—–―]")  # noqa: chinese
_EXTENSION = re.compile("(?:转|转接|分机|ext\\.?|x|#)")  # noqa: chinese


def phone(text: str) -> str:
    """A mobile, a landline with its area code, or an extension, in one way of writing.

    Raises ValueError with words for the person.
    """
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text).strip().lower())
    plain = re.sub(r"[\s(.]", "", _EXTENSION.sub("-", plain)).replace(")", "-")
    plain = re.sub(r"^(?:\+|00)86-?", "", plain)
    mobile = plain.replace("-", "")
    if _MOBILE.fullmatch(mobile):
        return mobile
    found = _LANDLINE.fullmatch(plain)
    if found:
        return "-".join(part for part in found.groups() if part)
    if _SERVICE.fullmatch(plain) or _SHORT.fullmatch(plain):
        return plain
    raise ValueError(_("电话请写成 13800138000、010-12345678 或分机号 8021。"))


def identity(text: str) -> str:
    """An identity number of a resident, 18 places. Raises ValueError with words for the person."""
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()
    if len(plain) != 18:
        raise ValueError(
            _("身份证号是 18 位，现在有 {count} 位，请核对。").format(count=len(plain))
        )
    if not plain.isascii() or not ric.is_valid(plain):
        raise ValueError(_("身份证号不对，多半是输错了一位，请对照证件核对。"))
    return plain


def bank_card(text: str) -> str:
    """The number of a bank card. Raises ValueError with words for the person."""
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text))
    if not _CARD.fullmatch(plain):
        raise ValueError(_("银行卡号是 12 到 19 位数字，请核对。"))
    if not luhn.is_valid(plain):
        raise ValueError(_("银行卡号不对，多半是输错了一位，请对照卡面核对。"))
    return plain


def in_fours(text: str) -> str:
    """6222 0212 3456 7894: as it stands on the card."""
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))
