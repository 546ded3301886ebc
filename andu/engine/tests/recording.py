"""Write the stories that have no recorded history yet: `python -m andu.engine.tests.recording`."""

import json
from collections.abc import Callable
from pathlib import Path

from andu.engine import ReturnWay, encode, encode_configuration, encode_definition
from andu.engine.tests.flows import by_amount, flow, nested, parallel, step, together
from andu.engine.tests.office import Office, running

FOLDER = Path(__file__).parent / "histories"
RELEASE = "v1"


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


STORIES: dict[str, Callable[[], Office]] = {
    "plain": _plain,
    "countersign": _countersign,
    "forks": _forks,
    "nested": _nested,
}


def record() -> None:
    """Add what is missing; never write over a file."""
    for name, tell in STORIES.items():
        path = FOLDER / f"{RELEASE}-{name}.json"
        if path.exists():
            continue
        office = tell()
        kept = {
            "definition": encode_definition(office.definition),
            "history": [encode(event) for event in office.history],
            "configuration": encode_configuration(office.configuration),
        }
        path.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    record()
