"""The world a session asks: whom a rule names, and what stands in the form."""

import random
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from andu.engine import POOL, HandlerRule, NamedPerson, Need, Someone
from andu.engine.copies import row_of
from andu.engine.tests.model.material import CODES

NOW = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
VALUES: dict[str, tuple[Any, ...]] = {
    "f1": (True, False, None, "yes"), "f2": (True, False, None),
    "amount": (None, 0, 100, 101, 500_000, 500_001, "5"),
    "kind": ("a", "b", "c", "", None), "day": (date(2025, 6, 1), date(2024, 1, 1), None, NOW),
    "rows.#": (0, 1, 2, 3, 3, None), "rows.good": (True, None),
    **{f"rows#{row}.good": (True, False, None) for row in (1, 2, 3)},
    "tags": (("x",), ("y", "x"), (), None), "title": ("one", "two", "", None),
}  # fmt: skip
NAMES = ("p1", "p2", "p6", "few", "many", "Superior", "Superiors", "FromField", "FromMatrix",
         "Administrator")  # fmt: skip
GROUPS: dict[str, tuple[Someone, ...]] = {
    "few": (Someone(1, 11), Someone(2, 22)),
    "many": (Someone(7, 70), Someone(2, 21), Someone(8, 80), Someone(7, 71)),
    "pool": (Someone(POOL), Someone(2, 22), Someone(100, 1000)),
    "proxies": (Someone(3, 30, on_behalf_of=50), Someone(4, 40, on_behalf_of=5)),
    "Superior": (Someone(5, 55),),
    "Superiors": (Someone(5, 55), Someone(6, 60)),
    "UnitHead": (Someone(2, 20), Someone(100, 1000)),
    "FromField": (Someone(100, 1001), Someone(6, 60)),
    "HandlersChoice": (Someone(4, 44), Someone(9, 90)),
    "FromMatrix": (Someone(5, 55), Someone(1, 12)),
    "InitiatorsChoice": (Someone(8, 80), Someone(1, 10), Someone(8, 81)),
    "Administrator": (Someone(99, 990),),
}


class World(Mapping[Need, tuple[Someone, ...]]):
    """Answers every question at once. `missing` rules name nobody: in one session of four."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        often = 0.4 if chance.random() < 0.25 else 0.0
        self.missing = {name for name in NAMES if chance.random() < often}
        self.values = {name: chance.choice(options) for name, options in VALUES.items()}

    def turns(self) -> None:
        """Time goes by: one field of the form holds something else."""
        name = self.chance.choice(list(VALUES))
        self.values[name] = self.chance.choice(VALUES[name])

    def people(self, rule: HandlerRule) -> tuple[Someone, ...]:
        name = getattr(rule, "code", "") or getattr(rule, "role", "") or type(rule).__name__
        if name in self.missing:
            return ()
        if isinstance(rule, NamedPerson):
            number = CODES.index(rule.code) + 1
            return (Someone(number, 10 * number),)
        row = row_of(getattr(rule, "field", "").partition(".")[0])
        return (Someone(row, 10 * row),) if row else GROUPS[name]

    def __getitem__(self, need: Need) -> tuple[Someone, ...]:
        return self.people(need.rule)

    def __contains__(self, need: object) -> bool:
        return isinstance(need, Need)

    def __iter__(self) -> Iterator[Need]:
        return iter(())

    def __len__(self) -> int:
        return 0
