"""Checking a paper by its code: what it was printed from, and what has happened since."""

from dataclasses import dataclass

from andu.approvals.models import Printout
from andu.workflow.deeds import DID, place_of
from andu.workflow.models import History, Matter
from andu.workflow.models.run import signed


@dataclass(frozen=True)
class Act:
    """One line of what the paper must show."""

    step: str
    who: str
    did: str
    at: object


@dataclass(frozen=True)
class Checked:
    """What is known of a paper. `is_sound`: the trace it was printed from is unaltered;
    `acts_since` and `content_changed`: what has happened after printing."""

    printout: Printout
    matter: Matter
    is_sound: bool
    acts: list[Act]
    acts_since: int
    content_changed: bool

    @property
    def is_current(self) -> bool:
        """Whether the matter still stands as printed."""
        return self.is_sound and not self.acts_since and not self.content_changed


def checked(code: str) -> Checked | None:
    """What stands behind a code (as `read_code` gives it); None when there is no such paper."""
    rows = Printout.objects.select_related("request__matter__organisation", "request__record")
    printout = rows.filter(code=code).first() if code else None
    if printout is None:
        return None
    matter = printout.request.matter
    history = list(History.objects.filter(run__matter=matter).order_by("sequence"))
    shown = [row for row in history if row.sequence <= printout.sequence]
    return Checked(
        printout, matter, _is_sound(shown, printout), [_act(matter, row) for row in shown],
        len(history) - len(shown), printout.request.record.current.hash != printout.content,
    )  # fmt: skip


def _is_sound(shown: list[History], printout: Printout) -> bool:
    """Every link as it was written, none missing, up to the head that was printed."""
    previous = ""
    for number, row in enumerate(shown, 1):
        if row.sequence != number or row.previous_hash != previous or not row.is_sound():
            return False
        previous = row.hash
    return previous == printout.head


def _act(matter: Matter, row: History) -> Act:
    who, did = signed(row.actor_name, row.on_behalf_of), str(DID.get(row.how, row.how))
    return Act(place_of(matter, row), who, did, row.at)
