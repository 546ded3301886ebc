"""Parallel branches: everything between a pair of gateways."""

from andu.engine import Gate, Left
from andu.engine.tests.flows import flow, fork, nested, parallel, step
from andu.engine.tests.office import running


def test_the_last_branch_done_advances_the_fork():
    office = running(parallel()).agree("check")
    assert office.turns == {"law", "anna", "bert", "carl"}
    office.agree("law", "anna", "bert", "counsel")
    assert office.turns == {"carl"}
    assert office.agree("carl").turns == {"director"}
    assert [e.node for e in office.said(Left)][-2:] == ["money", "both"]


def test_one_branch_fails_and_the_matter_ends():
    office = running(parallel()).agree("check").disagree("anna")
    assert office.outcome == "refused"
    assert not office.turns


def test_forks_nest():
    office = running(nested()).agree("first")
    assert office.turns == {"a", "b", "d"}
    office.agree("a", "d")
    assert office.turns == {"b"}
    assert office.agree("b", "c", "last").outcome == "passed"


def test_an_empty_branch_is_done_at_once():
    office = running(flow(fork("maybe", (Gate(key="pass"),), (step("a"),)), step("b")))
    assert office.turns == {"a"}
    assert office.agree("a").turns == {"b"}


def test_a_fork_comes_first_and_last():
    office = running(flow(fork("only", (step("a"),), (step("b"),))))
    assert office.agree("b", "a").outcome == "passed"
