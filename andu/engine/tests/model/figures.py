"""How deep the random runs came: counted, so that nobody has to believe it."""

from collections import Counter
from typing import Any

from andu.engine import (
    Configuration,
    Group,
    Lanes,
    Mode,
    Position,
    Restored,
    Return,
    SeatState,
    Skipped,
    TakeBack,
    Vote,
    positions_in,
    seats_in,
)
from andu.engine.copies import row_of

Counts = Counter[str]


def notes(state: Configuration, command: Any, events: tuple[Any, ...]) -> list[str]:
    """What was special about an accepted command, given where the run stood."""
    found = []
    live = list(positions_in(state.position))
    mine = next((p for p in live if _holds(p, getattr(command, "seat", 0))), None)
    if isinstance(command, Return) and mine is not None and is_half_done(mine):
        found.append("returned out of a half-done countersign")
    if isinstance(command, Return) and any(isinstance(p.inner, Lanes) for p in live):
        found.append("returned while branches were under way")
    restored = sum(isinstance(event, Restored) for event in events)
    if restored and not isinstance(command, TakeBack):
        found.append("came back by a straight return")
    if any(isinstance(event, Skipped) for event in events):
        found.append("passed over a step without people")
    if any(getattr(event, "agreed", ()) for event in events):
        found.append("asked somebody who had agreed not again")
    if isinstance(command, TakeBack) and restored > 1:
        found.append("taken back across a join")
    return found + _about_standing(live)


def _about_standing(live: list[Position]) -> list[str]:
    forks = sum(isinstance(position.inner, Lanes) for position in live)
    asides = [position for position in live if position.back is not None]
    found = ["stood in a fork"] if forks else []
    if any(row_of(position.node) for position in live):
        found.append("stood in a row of a table")
    if any(_depth(position) > 1 for position in live):
        found.append("stood in a fork inside a fork")
    if asides:
        found.append("stood with something put aside")
    if any(position.back.back for position in asides if position.back):
        found.append("stood with straight returns stacked")
    return found


def _depth(position: Position | None) -> int:
    if position is None or not isinstance(position.inner, Lanes):
        return 0
    return 1 + max(_depth(lane.position) for lane in position.inner.members)


def _holds(position: Position, number: int) -> bool:
    is_step = isinstance(position.inner, Group)
    return is_step and any(seat.id == number for seat in seats_in(position.inner))


def is_half_done(position: Position) -> bool:
    """Some have agreed and some have yet to, where all must."""
    inner = position.inner
    if not isinstance(inner, Group) or inner.mode not in (Mode.ALL, Mode.IN_ORDER):
        return False
    seats = list(seats_in(inner))
    agreed = any(seat.vote is Vote.FOR for seat in seats)
    return agreed and sum(seat.state is not SeatState.CLOSED for seat in seats) > 1


def told(counts: Counts) -> str:
    """The figures in four lines: the whole, each command (accepted/refused), how deep, the ends."""
    tried, accepted = counts["commands"], counts["commands accepted"]
    share = 100 * accepted // max(tried, 1)
    return "\n".join(
        (
            f"{counts['runs']} runs, {counts['matters']} matters, {tried} commands,"
            f" {accepted} accepted ({share} %), {counts['differences']} differences",
            ", ".join(_about_commands(counts)),
            ", ".join(f"{what} {n}" for what, n in _under(counts, "depth")),
            ", ".join(f"{what} {n}" for what, n in _under(counts, "ended")),
        )
    )


def _about_commands(counts: Counts) -> list[str]:
    names = {key.split(" : ")[0] for key in counts if " : " in key} - {"depth", "ended"}
    found = []
    for name in sorted(names):
        said = dict(_under(counts, name))
        accepted = said.pop("accepted", 0)
        found.append(f"{name} {accepted}/{sum(said.values())}")
    return found


def _under(counts: Counts, head: str) -> list[tuple[str, int]]:
    prefix = f"{head} : "
    return sorted((k.removeprefix(prefix), n) for k, n in counts.items() if k.startswith(prefix))
