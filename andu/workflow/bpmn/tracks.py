"""The gaps between layers: tracks for vertical lines, then room for words."""

from dataclasses import dataclass, field

Slot = tuple[int, int]
"""A gap: its row, and the layer it lies before."""
User = tuple[str, int]
TRACK = 12.0
ROOM = 36.0
SIDE = 14.0


@dataclass
class _Gap:
    users: list[User] = field(default_factory=list)
    label: float = 0.0
    start: float = 0.0


class Tracks:
    """Booked first, placed once, then asked."""

    def __init__(self) -> None:
        self.gaps: dict[Slot, _Gap] = {}

    def book(self, slot: Slot, user: User, label: float) -> None:
        """Ask for a track, and for room for words behind it."""
        gap = self.gaps.setdefault(slot, _Gap())
        if user not in gap.users:
            gap.users.append(user)
        gap.label = max(gap.label, label)

    def widen(self, slot: Slot, label: float) -> None:
        """Ask for room for words only."""
        gap = self.gaps.setdefault(slot, _Gap())
        gap.label = max(gap.label, label)

    def place(self, slot: Slot, x: float, inner: bool) -> float:
        """Put a gap at x; where it ends. An outer gap nobody uses takes no room."""
        gap = self.gaps.setdefault(slot, _Gap())
        gap.users.sort(key=lambda user: user[0] == "to")
        gap.start = x
        if not gap.users and not gap.label and not inner:
            return x
        words = gap.label + 12 if gap.label else 0.0
        return x + max(SIDE + TRACK * len(gap.users) + words + 10, ROOM)

    def at(self, slot: Slot, user: User) -> float:
        """The x of a track; 0 when it was not booked."""
        gap = self.gaps.get(slot)
        if gap is None or user not in gap.users:
            return 0.0
        return gap.start + SIDE + TRACK * gap.users.index(user)

    def end(self, slot: Slot) -> float:
        """Where the words begin."""
        gap = self.gaps[slot]
        return gap.start + 6 + TRACK * len(gap.users)
