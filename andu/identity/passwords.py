"""What a password must be (PW-01 … PW-08, C01): by class of account, as the policy says."""

import difflib
import gzip
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.contrib.auth import password_validation
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.identity import people, policy
from andu.identity.models import Account, FormerPassword
from andu.kit import pinyin
from andu.kit.verdict import Verdict, no, yes
from andu.policy.reading import value
from andu.policy.types import ENFORCE, OFF

LONGEST = 256
LEAST_WORTH = 6
RUN = 3
LIKENESS = 0.75
SHORTEST_WORD = 4
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "!@#$%^&*()")
LOOKS_LIKE = str.maketrans("@0$13!57", "aosleist")


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a password; advice may be overruled by the person."""

    words: str
    strength: str = ENFORCE

    @property
    def is_advice(self) -> bool:
        """Whether the person may use the password all the same (PW-05)."""
        return self.strength != ENFORCE


def faults(account: Account, password: str, *, old: str = "") -> list[Fault]:
    """Everything wrong with a new password, demands before advice. `old` is the one it replaces."""
    found = [*_size(account, password), *_kinds(password), *forbidden(account, password)]
    if old:
        found += _similar(password, old)
    return sorted((f for f in found if f.strength != OFF), key=lambda fault: fault.is_advice)


def forbidden(account: Account, password: str) -> list[Fault]:
    """Passwords anybody would guess: common, patterned, or made of the person's own words."""
    folded = _folded(password)
    if _is_common(folded):
        return [Fault(_("这是人人都会猜的口令，请换一个。"))]
    if worth(folded) < LEAST_WORTH:
        return [Fault(_("重复、顺序或键盘连排的字符太多，请换一个。"))]
    if any(word in folded or word[::-1] in folded for word in _own_words(account)):
        return [Fault(_("口令里有登录名称、姓名、工号、手机号或单位名称，请换一个。"))]
    return []


def worth(password: str) -> int:
    """The length with every run (aaa, abc, 321, qwer, the same again) counted as one."""
    text, total, at = password.casefold(), 0, 0
    while at < len(text):
        length = max(_run(text, at), _repeat(text, at))
        total += 1
        at += length
    return total


def is_old(account: Account, password: str) -> bool:
    """Whether the account has this password now or had it among its last ones. Slow: it hashes."""
    kept = value(policy.HISTORY)
    if not kept:
        return False
    former = account.former_passwords.order_by("-id").values_list("hash", flat=True)[:kept]
    return any(account_matches(hash_, password) for hash_ in (account.password, *former))


def account_matches(hash_: str, password: str) -> bool:
    """Whether a stored hash is of this password."""
    return Account(password=hash_).check_password(password) if hash_ else False


def good_enough(
    account: Account, new: str, *, old: str = "", despite_advice: bool = False
) -> Verdict:
    """Whether a new password may be taken; code "advice" when the person may overrule it."""
    found = faults(account, new, old=old)
    standing = [fault for fault in found if not (fault.is_advice and despite_advice)]
    if standing:
        code = "advice" if all(fault.is_advice for fault in standing) else "weak"
        return no(" ".join(fault.words for fault in standing), code)
    if is_old(account, new):
        return no(_("这个口令最近用过，请换一个。"), "weak")
    return yes


def keep_former(account: Account) -> None:
    """Remember the password that is about to be replaced; in the transaction that replaces it."""
    if account.password and account.has_usable_password():
        former = FormerPassword(account=account, hash=account.password, until=timezone.now())
        former.save()


def least_length(account: Account) -> tuple[int, str]:
    """The length this class of account needs beyond the common one, and how strictly."""
    if account.is_administrator:
        return value(policy.LENGTH_SYSTEM), value(policy.LENGTH_SYSTEM_STRENGTH)
    if account.pk and people.ask().approves(account.pk):
        return value(policy.LENGTH_KEY), value(policy.LENGTH_KEY_STRENGTH)
    return value(policy.LENGTH_BUSINESS), ENFORCE


def demands(account: Account) -> list[str]:
    """The rules in words, for the page where a password is chosen."""
    length = max(least_length(account)[0], value(policy.LENGTH_BUSINESS))
    return [
        _("至少 {n} 位，可以长，也可以用中文。").format(n=length),
        _("大写字母、小写字母、数字、其他字符，至少占 {n} 类。").format(n=value(policy.KINDS)),
        _("不用常见口令、重复、顺序和键盘连排，不含姓名、登录名称、工号、手机号。"),
        _("不与原来的口令相似。"),
    ]


def _size(account: Account, password: str) -> list[Fault]:
    if len(password) > LONGEST:
        return [Fault(_("口令太长，请不超过 {n} 位。").format(n=LONGEST))]
    if password.encode(errors="replace").decode() != password:
        return [Fault(_("口令里有无法识别的字符，请换一个。"))]
    common = value(policy.LENGTH_BUSINESS)
    if len(password) < common:
        return [_short(password, common, ENFORCE)]
    length, strength = least_length(account)
    return [_short(password, length, strength)] if len(password) < length else []


def _short(password: str, length: int, strength: str) -> Fault:
    words = _("口令有 {has} 位，至少要 {n} 位。").format(has=len(password), n=length)
    return Fault(words, strength)


def _kinds(password: str) -> list[Fault]:
    tests = (str.isupper, str.islower, str.isdigit, lambda c: not c.isascii() or not c.isalnum())
    has, need = sum(any(test(c) for c in password) for test in tests), value(policy.KINDS)
    if has >= need:
        return []
    words = _("口令有 {has} 类字符，至少要 {n} 类：大写、小写、数字、其他。")
    return [Fault(words.format(has=has, n=need), value(policy.KINDS_STRENGTH))]


def _similar(password: str, old: str) -> list[Fault]:
    new, before = _folded(password), _folded(old)
    alike = difflib.SequenceMatcher(None, new, before, autojunk=False).ratio() >= LIKENESS
    if alike or before in new or new in before:
        return [Fault(_("新口令与原口令太像，请换一个。"), value(policy.SIMILAR))]
    return []


def _folded(password: str) -> str:
    return unicodedata.normalize("NFKC", password[:LONGEST]).casefold()


def _is_common(folded: str) -> bool:
    plain = folded.translate(LOOKS_LIKE)
    core = folded.strip("0123456789!@#$%^&*()-_=+.,?~`/\\|<>'\" ")
    known = _common()
    listed = {word.casefold() for word in value(policy.FORBIDDEN).replace(",", " ").split()}
    return bool(
        {folded, plain} & (known | listed)
        or (core in known and len(core) * 2 >= len(folded))
        or any(len(word) >= SHORTEST_WORD and word in folded for word in listed)
    )


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """Django's list of twenty thousand, and what Chinese offices are fond of."""
    theirs = Path(password_validation.__file__).with_name("common-passwords.txt.gz")
    ours = Path(__file__).with_name("data") / "common.txt"
    with gzip.open(theirs, "rt", encoding="utf-8") as lines:
        words = [line.strip() for line in lines]
    return frozenset(words + ours.read_text(encoding="utf-8").casefold().split())


def _own_words(account: Account) -> set[str]:
    told = people.ask().words(account.pk) if account.pk else []
    near = [account.login_key, account.name, pinyin.full(account.name, name=True), *told]
    words = {_folded(word) for word in near if word}
    return {word for word in words if len(word) >= (SHORTEST_WORD if word.isascii() else 2)}


def _run(text: str, at: int) -> int:
    """How many characters from here on go up, down or stay, by code or along a keyboard row."""
    by_code = [_while(text, at, step) for step in (0, 1, -1)]
    return max(*by_code, _on_keys(text, at))


def _on_keys(text: str, at: int) -> int:
    best = 1
    for row in ROWS:
        for line in (row, row[::-1]):
            length = RUN
            while text[at : at + length] in line and at + length <= len(text):
                best = max(best, length)
                length += 1
    return best


def _while(text: str, at: int, step: int) -> int:
    length = 1
    while at + length < len(text) and ord(text[at + length]) - ord(text[at + length - 1]) == step:
        length += 1
    return length if length >= RUN else 1


def _repeat(text: str, at: int) -> int:
    """How long a piece of two to eight characters goes on repeating itself from here."""
    for size in range(2, 9):
        piece, times = text[at : at + size], 1
        while len(piece) == size and text[at + times * size : at + (times + 1) * size] == piece:
            times += 1
        if times > 1 and times * size >= 2 * RUN:
            return times * size
    return 1
