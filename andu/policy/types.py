"""The types a setting may have. Each turns stored text into a value and refuses what can't be."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

OFF, ADVISE, ENFORCE = "off", "advise", "enforce"


@dataclass(frozen=True)
class Bool:
    """Yes or no."""

    def read(self, text: str) -> bool:
        """The stored text as a value."""
        return text == "1"

    def write(self, value: Any) -> str:
        """The value as stored text."""
        return "1" if value else "0"


@dataclass(frozen=True)
class Int:
    """A whole number within bounds, with a unit for people (天, 次 …)."""

    least: int = 0
    most: int = 2**31
    unit: Any = ""

    def read(self, text: str) -> int:
        """The stored text as a value."""
        return int(text)

    def write(self, value: Any) -> str:
        """The value as stored text; ValueError when it is out of bounds."""
        number = int(value)
        if not self.least <= number <= self.most:
            raise ValueError(number)
        return str(number)


@dataclass(frozen=True)
class Text:
    """A line of text."""

    longest: int = 500

    def read(self, text: str) -> str:
        """The stored text as a value."""
        return text

    def write(self, value: Any) -> str:
        """The value as stored text; ValueError when it is too long."""
        if len(str(value)) > self.longest:
            raise ValueError(len(str(value)))
        return str(value)


@dataclass(frozen=True)
class Choice:
    """One of several: pairs of code and label."""

    options: tuple[tuple[str, Any], ...] = field(default=())

    def read(self, text: str) -> str:
        """The stored text as a value."""
        return text

    def write(self, value: Any) -> str:
        """The value as stored text; ValueError when it is none of the options."""
        if value not in dict(self.options):
            raise ValueError(value)
        return str(value)


def Strength() -> Choice:  # noqa: N802
    """How strict a rule is: off, advise (warn and log), enforce (PW-05)."""
    return Choice(((OFF, _("不要求")), (ADVISE, _("建议")), (ENFORCE, _("强制"))))
