"""The public face: what other rooms may use, and nothing slips in or out unseen."""

import json
import sys
from types import ModuleType

import pytest

from andu import engine
from andu.engine import Malformed, decode, decode_configuration, encode
from andu.engine.plain import NAMES
from andu.engine.tests.flows import flow, step
from andu.engine.tests.office import running


def test_everything_public_is_listed_and_documented():
    assert len(set(engine.__all__)) == len(engine.__all__)
    public = {name: each for name, each in vars(engine).items() if not name.startswith("_")}
    there = {name for name, each in public.items() if not isinstance(each, ModuleType)}
    assert there == set(engine.__all__)
    functions = [n for n in engine.__all__ if callable(getattr(engine, n)) and n.islower()]
    assert all(getattr(engine, name).__doc__ for name in functions)


def test_the_engine_needs_the_standard_library_only():
    for name, module in list(sys.modules.items()):
        if name.startswith("andu.engine") and ".tests" not in name:
            for other in vars(module).values():
                home = getattr(other, "__module__", "") or ""
                root = home.split(".")[0] if isinstance(home, str) else ""
                assert root in {"", "andu", *sys.stdlib_module_names}
                assert not home.startswith("andu.") or home.startswith("andu.engine")


def test_the_names_in_recorded_histories_never_change():
    """Add to this list; never take away, never rename."""
    assert set(NAMES) == {
        "start", "agree", "disagree", "mark_read", "return", "resubmit", "withdraw", "take_back",
        "terminate", "test", "all_of", "any_of", "not", "line", "someone", "seat", "group", "lane",
        "lanes", "position", "configuration", "drafting", "definition", "need", "known", "fact",
        "acted", "started", "entered", "left", "struck", "restored", "seat_placed", "seat_opened",
        "seat_closed", "seat_voided", "ended", "named_person", "role_holders", "post_holders",
        "unit_head", "superior", "leader_in_charge", "from_field", "initiator", "administrator",
        "initiators_choice", "nobody", "step", "gate", "automatic", "fork", "edge", "region",
        "transfer", "reassign", "suspend", "resume", "void", "suspended", "resumed",
            "threshold", "ballot", "complete",
            "add_signers", "remove_signer", "consign", "signers_added",
            "superiors", "handlers_choice", "when",
            "claim", "release", "claimed", "reorder", "reordered", "jump", "revive", "revived",
                "skipped", "from_matrix", "at_limit", "time_up",
        "report", "expire", "alarm", "wait", "carry", "bring", "call", "push", "put", "fill",
            "side_opened",
    }  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        {"v": 2, "is": "ended", "outcome": "passed"},
        {"v": 1, "is": "ended", "outcome": "exploded"},
        {"v": 1, "is": "ended"},
        {"v": 1, "is": "os.system"},
        {"v": 1, "is": "left", "visit": "1", "node": "a", "region": "r"},
        {"v": 1, "is": "left", "visit": True, "node": "a", "region": "r"},
    ],
)
def test_what_is_no_event_is_refused(data):
    with pytest.raises(Malformed):
        decode(data)
    with pytest.raises(Malformed):
        decode_configuration(data)


def test_events_are_plain_json():
    for event in running(flow(step("a"))).history:
        assert decode(json.loads(json.dumps(encode(event)))) == event
