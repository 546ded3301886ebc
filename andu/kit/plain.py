"""Text from outside as every database, page and hash can hold it."""

import unicodedata

_UNWANTED = {"Cc", "Cs"}


def words(text: object) -> str:
    """Any text: line ends are \\n, no control characters, no half surrogates, no outer blanks."""
    plain = str(text).replace("\r\n", "\n").replace("\r", "\n")
    if not plain.isprintable():
        plain = "".join(
            part for part in plain if part in "\n\t" or unicodedata.category(part) not in _UNWANTED
        )
    return plain.strip()


def line(text: object) -> str:
    """The same on one line, blanks in a row made one."""
    return " ".join(words(text).split())


def number(text: object) -> int:
    """A whole number such as an id, as it came from outside; 0 for anything else: signs, digits of
    other scripts, more than a database holds."""
    said = str(text)
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0
