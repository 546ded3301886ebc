"""Which fork a visit lies in, and where it comes along the way of a region around it."""

from andu.engine.configuration import Configuration, Position, positions_in


def and_aside(position: Position | None) -> list[Position]:
    """A position with every position inside it and all that they have put aside."""
    found = []
    for each in positions_in(position):
        found += [each, *and_aside(each.back)]
    return found


class Nesting:
    """Every visit of a run that counts or may come back, by its number."""

    def __init__(self, configuration: Configuration) -> None:
        standing = and_aside(configuration.position)
        self.visits = {each.visit: each for each in (*configuration.past, *standing)}

    def around(self, position: Position) -> Position | None:
        """The visit of the fork in whose branch a visit lies."""
        return self.visits.get(position.inside)

    def seen_from(self, region: str, position: Position) -> Position:
        """The visit itself, or the fork around it that stands in the region."""
        while position.region != region:
            outer = self.around(position)
            if outer is None:
                return position
            position = outer
        return position

    def lies_in(self, position: Position, fork: Position) -> bool:
        """Whether a visit lies in a branch of this visit of a fork, however deep."""
        outer = self.around(position)
        while outer is not None and outer.visit != fork.visit:
            outer = self.around(outer)
        return outer is not None
