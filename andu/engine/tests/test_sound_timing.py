"""What is to happen after a limit and cannot is found before it is published."""

import pytest

from andu.engine import (
    BEFORE,
    AtLimit,
    Ballot,
    Finding,
    FromMatrix,
    HandlersChoice,
    Initiator,
    InitiatorsChoice,
    LimitAct,
    Mode,
    NamedPerson,
    Nature,
    Operator,
    ReadCounts,
    Superior,
    Test,
    Threshold,
    Type,
    When,
    findings,
)
from andu.engine.tests.flows import flow, fork, step

VETO = {
    "mode": Mode.VOTE,
    "threshold": Threshold(percent=50),
    "ballots": (Ballot(veto=True),),
}


ASKED = Test("amount", Type.MONEY, Operator.FILLED)


def act(what: str, after: int = 0, **more: object) -> AtLimit:
    return AtLimit(act=LimitAct(what), after=after, **more)


def late(*acts: AtLimit, **more: object) -> list[Finding]:
    return findings(flow(step("z"), step("a", at_limit=acts, **more), step("n")))


@pytest.mark.parametrize(
    ("acts", "more", "code", "detail"),
    [
        ([act("pass", -1)], {}, "time_out_of_range", "-1"),
        ([act("remind", 43_201)], {}, "time_out_of_range", "43201"),
        ([act("pass")], {"nature": Nature.WORK}, "time_cannot_pass", ""),
        ([act("pass")], {"read_counts_as": ReadCounts.DISAGREE}, "time_cannot_pass", ""),
        ([act("pass")], VETO, "time_cannot_pass", ""),
        ([act("return")], {"may_return": False}, "time_may_not_return", ""),
        ([act("return", to="a")], {}, "time_return_unreachable", "a"),
        ([act("return", to="n")], {}, "time_return_unreachable", "n"),
        ([act("return", to="ghost")], {}, "time_return_unreachable", "ghost"),
        ([act("return", to="end")], {}, "time_return_unreachable", "end"),
        ([act("pass", to="z")], {}, "time_goes_nowhere", "pass"),
        ([act("pass", rule=Superior())], {}, "time_goes_nowhere", "pass"),
        ([act("transfer", rule=Initiator())], {}, "time_to_initiator", "transfer"),
        ([act("escalate", rule=FromMatrix("m"))], {}, "time_rule_unfit", "escalate"),
        ([act("transfer", rule=FromMatrix("m"))], {}, "time_rule_unfit", "transfer"),
        ([act("escalate", rule=HandlersChoice())], {}, "time_rule_unfit", "escalate"),
        ([act("escalate", rule=InitiatorsChoice())], {}, "time_to_initiator", "escalate"),
        ([act("escalate", rule=When(ASKED, Superior()))], {}, "time_rule_unfit", "escalate"),
        ([act("transfer", rule=NamedPerson(""))], {}, "handler_incomplete", "NamedPerson"),
        ([act("remind", 5), act("remind", 5)], {}, "time_twice", "remind"),
        ([act("pass", 5), act("escalate", 6)], {}, "time_never", "escalate"),
        ([act("pass", 5), act("return", 5)], {}, "time_never", "return"),
        ([act("remind", n) for n in range(21)], {}, "time_too_much", "21"),
    ],
)
def test_a_finding_names_its_place(acts, more, code, detail):
    assert late(*acts, **more) == [Finding(code, "a", detail)]


def test_what_can_happen_is_sound():
    everything = [act(each.value, n, to=BEFORE if each is LimitAct.RETURN else "")
                  for n, each in enumerate(LimitAct) if each is not LimitAct.PASS]  # fmt: skip
    everything.sort(key=lambda each: each.act is LimitAct.RETURN)
    last = act("return", 100, to="z")
    assert late(*everything[:-1], last) == []
    assert late(act("pass"), nature=Nature.READ) == []


def test_out_of_a_branch_it_goes_back_before_the_fork_but_into_none():
    back = step("s", at_limit=(act("return", to="z"),))
    into = step("n", at_limit=(act("return", to="s"),))
    assert findings(flow(step("z"), fork("f", (back,), (step("t"),)), step("n"))) == []
    found = findings(flow(step("z"), fork("f", (step("s"),), (step("t"),)), into))
    assert found == [Finding("time_return_unreachable", "n", "s")]
