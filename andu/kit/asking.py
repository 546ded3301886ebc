"""What the address of a list asks for, and how it is said again with something else."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar
from urllib.parse import urlencode

from andu.kit import plain

LONGEST = 80
Asking = TypeVar("Asking", bound="Asked")


@dataclass(frozen=True)
class Asked:
    """The questions of a list, each a text; what is empty asks nothing."""

    def address(self, **other: Any) -> str:
        """The part of the address behind the question mark, with something else instead."""
        said = vars(self) | other
        return urlencode({key: each for key, each in said.items() if each})

    @property
    def is_narrow(self) -> bool:
        """Whether anything is asked for."""
        return any(vars(self).values())


def asked(kind: type[Asking], said: Mapping[str, str]) -> Asking:
    """The questions of this kind as they stand in an address."""
    texts = {one.name: plain.line(said.get(one.name, ""))[:LONGEST] for one in fields(kind)}
    return replace(kind(), **texts)
