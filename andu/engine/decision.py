"""What `decide` answers with, and what it is told about people and fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from andu.engine.conditions import Value
from andu.engine.configuration import Configuration, Someone
from andu.engine.events import Event, Need


@dataclass(frozen=True)
class Answers:
    """What the shell knows: whom rules name, and form values (None: the field is empty)."""

    people: Mapping[Need, tuple[Someone, ...]] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)


NO_ANSWERS = Answers()


@dataclass(frozen=True)
class Decided:
    """The events to write, and the state they lead to. The first event is `Acted`."""

    events: tuple[Event, ...]
    configuration: Configuration


@dataclass(frozen=True)
class Needs:
    """Questions to answer before asking again. Keep the answers given so far."""

    people: tuple[Need, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """No, and nothing changed. Codes are listed in REFUSALS; the room puts words to them."""

    code: str
    details: tuple[tuple[str, str], ...] = ()

    @property
    def detail(self) -> dict[str, str]:
        return dict(self.details)


Decision = Decided | Needs | Refusal

REFUSALS: Mapping[str, tuple[str, ...]] = {
    "already_started": (),
    "not_started": (),
    "ended": ("outcome",),
    "suspended": (),
    "not_suspended": (),
    "already_void": (),
    "seat_gone": (),  # struck, voided by others, or never there
    "seat_closed": ("how", "member"),
    "seat_waiting": (),  # others come first
    "not_your_seat": (),
    "own_step": (),  # the initiator's own step knows only resubmit
    "not_own_step": (),  # only the initiator's own step can be resubmitted
    "for_reading_only": ("step",),
    "for_work_only": ("step",),  # there is work to be done, nothing to decide
    "no_work_here": ("step",),  # the step decides or reads; there is no work to report
    "read_does_not_decide": ("step",),
    "may_not_return": ("step",),
    "way_is_fixed": ("step", "way"),
    "unknown_target": ("target",),
    "not_yet_visited": ("target",),
    "nobody_there": ("target",),  # the machine works there; nobody could take it up
    "visit_gone": (),  # what the machine did or waited for is struck, over, or was never there
    "put_aside": (),  # it stands aside until the step somebody returned to has passed
    "no_machine_here": ("step",),
    "no_alarm_here": ("step",),
    "into_branch": ("target",),
    "nobody_found": ("step",),
    "no_way_on": ("node",),
    "endless": ("node",),
    "no_rows": ("step",),  # the run is set to a sub-process for each row, and there is none
    "too_many_rows": ("step", "rows", "most"),
    "not_initiator": (),
    "already_with_initiator": (),
    "withdrawal_never": (),
    "already_decided": ("step",),
    "take_back_never": (),
    "use_withdraw": (),
    "nothing_to_take_back": (),
    "moved_on": ("step",),
    "to_oneself": (),
    "to_same_person": (),
    "sits_already": ("step",),  # the receiver has a seat in the same group
    "may_not_transfer": ("step",),
    "claimed_already": (),
    "claim_first": ("step",),  # the seat stands for many; one of them has to take it first
    "not_candidate": ("step",),  # the pool is for others
    "nothing_to_claim": ("step",),  # nobody else has the turn, or all of them are needed
    "nothing_to_release": ("step",),
    "not_to_come": (),  # these are not all who are still to come in one ordered step
    "same_order": ("step",),
    "stands_there": ("target",),
    "still_running": (),
    "may_not_add": ("step",),
    "nobody_named": (),  # signers are to be added, and none is
    "adds_oneself": (),
    "named_twice": (),
    "too_deep": ("step",),  # signers added to added signers, and so on, too often
    "mode_not_here": ("mode",),  # added signers decide all together, by any one, or in order
    "helps_only": ("step",),  # a helper does the work; whoever asked for it decides
    "not_added_by_you": (),
    "has_acted": ("step",),  # the added signer, or somebody they added, has acted
    "not_by_time": ("step",),  # only a person can: work, help, a veto, a step where reading is a no
    "handed_on": (),  # given to somebody else, who sits there now
}
"""Every code with the names of its details."""
