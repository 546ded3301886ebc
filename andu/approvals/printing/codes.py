"""Check codes: 16 signs of Crockford's alphabet (80 bits), read aloud without mistakes."""

import re
import secrets
import string

ALPHABET = string.digits + "ABCDEFGH" + "JKMNPQRSTV" + "WXYZ"
LENGTH = 16
_ALIKE = str.maketrans("OIL", "011")


def new_code() -> str:
    """A code nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str:
    """The code somebody typed: any case, with or without hyphens; "" when it can't be one."""
    plain = re.sub(r"[\s\-—－]", "", typed[:80]).upper().translate(_ALIKE)
    return plain if re.fullmatch(f"[{ALPHABET}]{{{LENGTH}}}", plain) else ""
