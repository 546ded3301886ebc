"""What a flow is made of: steps, gates, forks, the edges between them, and regions that hold them.

Keys of nodes and of regions are unique in the whole definition. Everything is frozen and hashable.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from andu.engine.conditions import Condition
from andu.engine.handlers import ASK_THE_ADMINISTRATOR, HandlerRule, Nobody, PlainRule, When
from andu.engine.tasks import Task, Wait


class Mode(StrEnum):
    """How the people of a step decide together."""

    ONE = "one"  # one person decides; of several found, whoever acts first
    ALL = "all"  # countersign: everybody agrees
    ANY = "any"  # the first to agree decides; it fails when everybody disagrees
    IN_ORDER = "in_order"  # one after the other, each agrees
    VOTE = "vote"  # 比例 and 票签: those who agree reach the threshold


class Nature(StrEnum):
    """WF-16: a step is for approval or for information; or for work that decides nothing (办理)."""

    APPROVE = "approve"
    READ = "read"
    WORK = "work"


class OnDisagree(StrEnum):
    END = "end"  # the matter ends as refused
    RETURN = "return"  # back to `Step.disagree_to`


class ReturnWay(StrEnum):
    """Where a matter goes after the returned-to step passes."""

    STRAIGHT = "straight"  # back to whoever returned it
    REWALK = "rewalk"  # through all steps again
    CHOOSE = "choose"  # only as a policy: the returner says which


class ReadCounts(StrEnum):
    """What "read" means on a step of approval nature (WF-15, POL-29)."""

    DISAGREE = "disagree"
    AGREE = "agree"
    REFUSE = "refuse"  # cannot be chosen


class TransferRange(StrEnum):
    """To whom a turn may be transferred; the shell knows who is where."""

    NOBODY = "nobody"
    UNIT = "unit"  # the holder's own unit
    BRANCH = "branch"  # that unit with all below it
    ORGANISATION = "organisation"


class Where(StrEnum):
    """Where added signers come to sit, seen from whoever adds them."""

    BEFORE = "before"  # 前加签: first they, then I
    AFTER = "after"  # 后加签: first I, then they
    BESIDE = "beside"  # 并加签: we together


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """What a vote needs: a number of votes, or a share (1 to 100 percent) of all that count.

    Votes are weights: without any, every person has one. A number greater than the votes there are
    asks for all of them.
    """

    count: int = 0
    percent: int = 0

    def of(self, total: int) -> int:
        """The votes that are needed when there are `total`."""
        if self.count:
            return min(self.count, total)
        return max(1, -(-total * self.percent // 100))


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """What the voice of the people of one rule is worth in a vote. With a `veto` (一票否决) their
    disagreement fails the step whatever the others say."""

    weight: int = 1
    veto: bool = False


PLAIN_BALLOT = Ballot()


class Opinion(StrEnum):
    """Whether an opinion text is required (POL-30). The engine carries it; the room asks."""

    POLICY = "policy"
    REQUIRED = "required"
    OPTIONAL = "optional"


class Levels(StrEnum):
    """Whether the handlers must be the next level of the reporting line (WF-11). The engine carries
    it; the room asks."""

    POLICY = "policy"
    STRICT = "strict"
    FREE = "free"


class Check(StrEnum):
    """Whether the handlers confirm that the step before followed the flow (WF-21). The engine
    carries it; the room asks."""

    POLICY = "policy"
    REQUIRED = "required"
    OFF = "off"


class Again(StrEnum):
    """Whether somebody who has agreed earlier in the run is asked to approve once more."""

    EACH = "each"  # at every step
    ONCE = "once"  # not when they have agreed at any step before
    CONSECUTIVE = "consecutive"  # not when they have agreed at the step right before


class Own(StrEnum):
    """What happens when the rules of a step name the initiator to approve what is their own."""

    ASK = "ask"
    PASS = "pass"  # noqa: S105 - they are not asked: they have submitted it
    SUPERIOR = "superior"  # their superior is asked instead; without one they are


class LimitAct(StrEnum):
    """What happens by itself when the limit of a turn has passed (到期动作)."""

    REMIND = "remind"  # the holder is told again
    URGE = "urge"  # whoever handled the step before is told again to urge
    ESCALATE = "escalate"  # a superior is told, and may urge and reassign
    PASS = "pass"  # noqa: S105 - silence counts as 同意, or as 已阅
    RETURN = "return"
    TRANSFER = "transfer"


BEFORE = "@before"
"""As the target of a return by time: the step before, whichever it was."""


@dataclass(frozen=True, kw_only=True)
class AtLimit:
    """One act, so many working minutes `after` the limit. `to` is where a return goes: an earlier
    step, BEFORE, or (empty) the initiator. `rule` names whom a superior's part falls to; None is
    the superior of whoever holds the turn."""

    act: LimitAct
    after: int = 0
    to: str = ""
    rule: PlainRule | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """People decide or read. Limits are working minutes (WF-17, WF-18); None leaves it to policy.

    `hear_all` waits for every opinion although the verdict is already certain. `threshold` is for
    votes only; `ballots` go with the rules in `handlers`, one each, or there are none.
    `read_counts_as` None leaves it to the policy, which then comes with the command; so does
    `transfer` None. `may_add` allows signers to be added, and to consign the turn. `again` and
    `own` concern approving; in a vote, where every voice counts, they ask everybody. `at_limit`
    None leaves to the policy what happens by itself after the limit; empty is nothing.
    """

    key: str
    name: str = ""
    mode: Mode = Mode.ONE
    nature: Nature = Nature.APPROVE
    handlers: tuple[HandlerRule, ...] = ()
    nobody: Nobody = ASK_THE_ADMINISTRATOR
    hear_all: bool = False
    threshold: Threshold | None = None
    ballots: tuple[Ballot, ...] = ()
    on_disagree: OnDisagree = OnDisagree.END
    disagree_to: str = ""  # an earlier step; empty is the initiator
    may_return: bool = True
    return_way: ReturnWay = ReturnWay.CHOOSE
    read_counts_as: ReadCounts | None = None
    opinion: Opinion = Opinion.POLICY
    respond_within: int | None = None
    handle_within: int | None = None
    transfer: TransferRange | None = None
    may_add: bool = True
    levels: Levels = Levels.POLICY
    check: Check = Check.POLICY
    again: Again = Again.EACH
    own: Own = Own.ASK
    at_limit: tuple[AtLimit, ...] | None = None

    @property
    def rules(self) -> tuple[PlainRule, ...]:
        """Whom the step may ask, also those who only count when the form says so."""
        return tuple(rule.rule if isinstance(rule, When) else rule for rule in self.handlers)


class Ending(StrEnum):
    """How a run ends that comes to a gate which ends it."""

    PASSED = "passed"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Gate:
    """A point where ways part or meet (start, end, exclusive gateway). Nobody waits here. One that
    `ends` is a terminate end: whatever else stands in its sub-process, or in the run, is over."""

    key: str
    name: str = ""
    ends: Ending | None = None


class OnFailure(StrEnum):
    """What happens when the machine reports that it did not succeed: a called matter was refused,
    say."""

    END = "end"  # the matter ends as refused
    RETURN = "return"  # back to `Automatic.failure_to`
    GO_ON = "go_on"


@dataclass(frozen=True, kw_only=True)
class Automatic:
    """A step of the machine. Without a task it passes at once; else the run stands here until the
    shell reports."""

    key: str
    name: str = ""
    task: Task | None = None
    on_failure: OnFailure = OnFailure.END
    failure_to: str = ""  # an earlier step; empty is the initiator


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """A timer on a step, a sub-process or a step of the machine (`of`): when it has stood there for
    so long, what is undone there counts no more and the way goes on from here instead. Nobody
    comes here otherwise. One that `opens` a side way (the key of a region) interrupts nothing: what
    stands there stands on, and the side way begins besides."""

    key: str
    name: str = ""
    of: str
    when: Wait
    opens: str = ""


class ForkKind(StrEnum):
    """Which branches are entered. Parallel: all of them."""

    PARALLEL = "parallel"
    INCLUSIVE = "inclusive"  # those whose condition holds, or the default one when none does
    SUB = "sub"  # a sub-process drawn in place: its only branch
    ROWS = "rows"  # a sub-process for each row of a detail table: copies of its only branch
    ALONGSIDE = "alongside"  # the first; the others are side ways, which alarms open


@dataclass(frozen=True, kw_only=True)
class Fork:
    """A matched pair of gateways and what lies between; `join` is the key of the closing one. Or a
    sub-process: it has one branch and no gateways, and `rows` is the key of the detail table. Or
    the frame around a whole flow, or a whole sub-process, that has side ways: it is over when the
    first branch is done and every side way that was begun."""

    key: str
    name: str = ""
    branches: "tuple[Region, ...]"
    kind: ForkKind = ForkKind.PARALLEL
    join: str = ""
    rows: str = ""

    @property
    def is_sub_process(self) -> bool:
        return self.kind in (ForkKind.SUB, ForkKind.ROWS)

    @property
    def is_frame(self) -> bool:
        return self.kind is ForkKind.ALONGSIDE

    @property
    def side_ways(self) -> "tuple[Region, ...]":
        return self.branches[1:] if self.is_frame else ()


Node = Step | Gate | Automatic | Alarm | Fork


@dataclass(frozen=True, kw_only=True)
class Edge:
    """A way on. Conditions are tried in the order of the region's edges; the default comes last.

    An edge without a condition is a default edge, whether it says so or not.
    """

    source: str
    target: str
    condition: Condition | None = None
    is_default: bool = False
    key: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Region:
    """A graph with one entry and one exit; passing the exit, which has no way on, leaves it.

    Entry and exit may be the same node: an empty branch is a region of one gate.
    `condition` and `is_default` only matter for a branch of an inclusive fork: without either it is
    always entered.
    """

    key: str
    entry: str
    exit: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...] = ()
    name: str = ""
    condition: Condition | None = None
    is_default: bool = False

    @property
    def frame(self) -> Fork | None:
        """The frame it is all made of, where it has side ways."""
        only = self.nodes[0] if len(self.nodes) == 1 else None
        return only if isinstance(only, Fork) and only.is_frame else None


def regions_in(root: Region) -> Iterator[Region]:
    """A region with all that lie in it, outer before inner."""
    waiting = [root]
    while waiting:
        region = waiting.pop(0)
        yield region
        waiting.extend(b for n in region.nodes if isinstance(n, Fork) for b in n.branches)
