"""Reading a drawing."""

from dataclasses import dataclass

from andu.engine import Definition


@dataclass(frozen=True)
class Reading:
    """What was understood of a drawing."""

    definition: Definition


def read(xml: str) -> Reading:
    """The definition a drawing stands for."""
    raise ValueError(xml)
