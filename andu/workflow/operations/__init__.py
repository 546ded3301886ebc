"""The operations and panels this room adds to the page of a matter, one file each, listed here."""

from andu.workflow.operations import (
    adding,
    checking,
    circulating,
    claiming,
    consulting,
    following,
    handing_on,
    leaping,
    machine,
    pausing,
    proposing,
    recalling,
    relating,
    supplementing,
    urging,
    vacancies,
)

__all__ = [
    "adding", "checking", "circulating", "claiming", "consulting", "following", "handing_on",
    "leaping", "machine", "pausing", "proposing", "recalling", "relating", "supplementing",
    "urging", "vacancies",
]  # fmt: skip
