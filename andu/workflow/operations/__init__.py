"""The operations and panels this room adds to the page of a matter, one file each, listed here."""

from andu.workflow.operations import (
    adding,
    circulating,
    claiming,
    consulting,
    following,
    handing_on,
    leaping,
    pausing,
    proposing,
    recalling,
    relating,
    urging,
    vacancies,
)

__all__ = [
    "adding", "circulating", "claiming", "consulting", "following", "handing_on", "leaping",
    "pausing", "proposing", "recalling", "relating", "urging", "vacancies",
]  # fmt: skip
