"""Write the stories that have no recorded history yet: `python -m andu.engine.tests.recording`."""

import json
from collections.abc import Callable
from pathlib import Path

from andu.engine import (
    BEFORE,
    AtLimit,
    Ballot,
    Claim,
    Consign,
    Jump,
    LimitAct,
    Mode,
    Nature,
    Nobody,
    Otherwise,
    Reassign,
    Release,
    Reorder,
    Resume,
    ReturnWay,
    Revive,
    SeatState,
    Someone,
    Suspend,
    TakeBack,
    Threshold,
    TimeUp,
    Transfer,
    Void,
    Where,
    encode,
    encode_configuration,
    encode_definition,
)
from andu.engine.tests.flows import (
    by_amount,
    choosing,
    flow,
    fork,
    nested,
    parallel,
    step,
    together,
)
from andu.engine.tests.office import Office, running

FOLDER = Path(__file__).parent / "histories"
WAITING, HALF = SeatState.WAITING, Threshold(percent=50)
RELEASE = "v5"


def _plain() -> Office:
    return running(by_amount(), amount=900_000).agree("head", "director", "finance")


def _countersign() -> Office:
    office = running(flow(step("a"), together("sign", "x", "y", "z"), step("b")))
    office.agree("a", "x").return_("y", way=ReturnWay.STRAIGHT).resubmit()
    return office.agree("y").take_back("y").agree("y", "z").disagree("b")


def _forks() -> Office:
    office = running(parallel()).agree("check", "law", "anna").return_("bert", "check")
    office.agree("check", "anna", "bert", "carl", "law", "counsel").take_back("counsel")
    return office.agree("counsel")


def _nested() -> Office:
    office = running(nested()).withdraw().resubmit().agree("first", "a")
    office.return_("b", "first", ReturnWay.STRAIGHT).agree("first", "b")
    return office


def _handing_on() -> Office:
    office = running(flow(step("a"), together("sign", "x", "y", "z"), step("b")))
    a, x, w = (office.members[name] for name in ("a", "x", "w"))
    office.do(Transfer(a, office.seat("a"), Someone(w, 7)))
    office.do(TakeBack(a, 2))
    office.agree("a").do(Transfer(x, office.seat("x"), Someone(w, 7, a)))
    office.do(Reassign(99, office.seat("y"), Someone(office.members["v"])))
    office.agree("v").return_("w", way=ReturnWay.STRAIGHT).resubmit()
    return office.agree("w", "z")


def _pausing() -> Office:
    office = running(parallel()).agree("check", "law", "anna")
    office.do(Suspend(99))
    office.do(Resume(99))
    office.agree("counsel", "bert", "carl", "director").do(Void(99))
    return office


def _inclusive() -> Office:
    office = running(choosing(), dear=True, new=True).agree("a", "money")
    office.return_("law", "a", ReturnWay.STRAIGHT).agree("a", "law", "counsel")
    office.values = {}
    return office.return_("b", "pick").agree("registry")


def _back_and_forth() -> Office:
    """Taken back past what a straight return had brought back, and out of a join."""
    office = running(parallel()).agree("check", "law", "anna")
    office.return_("bert", "check", ReturnWay.STRAIGHT).agree("check")
    office.do(Reassign(99, office.seat("carl"), Someone(office.members["w"])))
    office.take_back("check").agree("check", "counsel", "bert", "w").take_back("counsel")
    return office.agree("counsel", "director")


def _voting() -> Office:
    ballots = (Ballot(weight=3), Ballot(veto=True), Ballot())
    vote = step("vote", "x", "y", "z", mode=Mode.VOTE, threshold=HALF, ballots=ballots)
    work = step("do", "p", "q", mode=Mode.ALL, nature=Nature.WORK)
    office = running(flow(vote, work, step("b"))).agree("x", "y").take_back("y").agree("y")
    return office.complete("p", "q").disagree("b")


def _adding() -> Office:
    office = running(flow(step("a"), together("sign", "x", "y"), step("b"))).agree("a")
    office.add("x", Where.BEFORE, "p", "q", mode=Mode.ANY).add("p", Where.BESIDE, "r")
    office.agree("p", "r", "x").add("y", Where.AFTER, "v", "w", mode=Mode.IN_ORDER)
    office.agree("y").remove("y", "w", SeatState.WAITING).agree("v")
    office.do(Consign(office.members["b"], office.seat("b"), Someone(office.members["h"])))
    return office.complete("h").agree("b")


def _claiming() -> Office:
    office = running(flow(step("do", "x", "y"), step("sign", "p", "q", "r", mode=Mode.IN_ORDER)))
    x = office.members["x"]
    office.do(Claim(x, office.seat("x")))
    office.do(Release(x, office.seat("x")))
    office.agree("y").do(Reorder(99, (office.seat("r", WAITING), office.seat("q", WAITING))))
    return office.agree("p", "r", "q")


def _leaping() -> Office:
    office = running(parallel()).agree("check", "law", "anna")
    office.do(Jump(99, "director"))
    office.agree("director").do(Revive(99, "both"))
    office.do(Jump(99, "counsel"))
    return office.agree("counsel", "anna", "bert", "carl", "director")


def _passing() -> Office:
    """Over steps that name nobody, alone and in a branch; back, and over them again."""
    spare = Nobody(Otherwise.PASS)
    branches = (step("x", nobody=spare),), (step("y"),)
    office = Office(flow(step("a"), step("b", nobody=spare), fork("f", *branches), step("c")))
    office.people = {"b": (), "x": ()}
    office.start().agree("a").take_back("a").agree("a", "y").return_("c", "f")
    office.people = {"b": ()}
    return office.agree("y").return_("c").resubmit().agree("a", "x", "y", "c")


def _timing() -> Office:
    acts = (AtLimit(act=LimitAct.ESCALATE), AtLimit(act=LimitAct.PASS, after=480))
    office = running(flow(step("a", at_limit=acts), together("sign", "x", "y"), step("b")))
    office.do(TimeUp(office.seat("a"), LimitAct.PASS))
    w = Someone(office.members["w"], 7)
    office.do(TimeUp(office.seat("x"), LimitAct.TRANSFER, to=w))
    office.agree("w", "y").do(TimeUp(office.seat("b"), LimitAct.RETURN, BEFORE))
    office.agree("w" if "w" in office.turns else "x", "y")
    office.do(TimeUp(office.seat("b"), LimitAct.RETURN))
    return office.resubmit()


STORIES: dict[str, Callable[[], Office]] = {
    "plain": _plain,
    "countersign": _countersign,
    "forks": _forks,
    "nested": _nested,
    "handing_on": _handing_on,
    "pausing": _pausing,
    "inclusive": _inclusive,
    "back_and_forth": _back_and_forth,
    "voting": _voting,
    "adding": _adding,
    "claiming": _claiming,
    "leaping": _leaping,
    "passing": _passing,
    "timing": _timing,
}


def record() -> None:
    """Add what is missing; never write over a file."""
    for name, tell in STORIES.items():
        if list(FOLDER.glob(f"*-{name}.json")):
            continue
        path = FOLDER / f"{RELEASE}-{name}.json"
        office = tell()
        kept = {
            "definition": encode_definition(office.definition),
            "history": [encode(event) for event in office.history],
            "configuration": encode_configuration(office.configuration),
        }
        path.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    record()
