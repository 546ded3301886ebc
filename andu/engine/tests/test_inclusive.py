"""Inclusive forks: the branches whose condition holds, or the default one."""

from dataclasses import replace

from andu.engine import (
    Agree,
    Fact,
    Fork,
    ForkKind,
    Gate,
    Needs,
    ReturnWay,
    decide,
    findings,
    predict,
)
from andu.engine.decision import NO_ANSWERS, Answers
from andu.engine.events import Acted
from andu.engine.tests.flows import choosing, flag, flow, fork, step
from andu.engine.tests.office import NINE, Office, running


def begun(**values: bool) -> Office:
    return running(choosing(), **values).agree("a")


def test_only_the_branches_whose_condition_holds_are_entered():
    assert begun(dear=True, new=False).turns == {"law"}
    assert begun(dear=True, new=True).turns == {"law", "money"}


def test_when_none_holds_the_default_branch_is():
    assert begun(dear=False, new=False).turns == {"registry"}
    assert begun().turns == {"registry"}


def test_the_join_waits_for_the_chosen_and_nothing_else():
    office = begun(dear=True, new=True).agree("money")
    assert office.turns == {"law"}
    assert office.agree("law", "counsel").turns == {"b"}
    assert begun(new=True).agree("money").turns == {"b"}


def test_what_was_chosen_rests_on_kept_answers():
    office = begun(dear=True, new=False)
    acted = office.said(Acted)[-1]
    assert acted.facts == (Fact("dear", True), Fact("new", False))
    again = decide(
        office.definition, running(choosing()).configuration, acted.command,
        Answers({k.need: k.people for k in acted.people}, {f.field: f.value for f in acted.facts}),
        NINE,
    )  # fmt: skip
    assert list(again.events[-2:]) == office.history[-2:]


def test_the_fields_are_asked_for():
    office = running(choosing())
    command = Agree(office.members["a"], office.seat("a"))
    asked = decide(office.definition, office.configuration, command, NO_ANSWERS, NINE)
    assert isinstance(asked, Needs)
    assert asked.fields == ("dear", "new")


def test_prediction_shows_the_chosen_branches():
    office = running(choosing())
    values = {"dear": True, "new": False}
    known = predict(office.definition, office.configuration, Answers({}, values)).needs.people
    answers = Answers({need: office.named(need) for need in known}, values)
    ahead = predict(office.definition, office.configuration, answers)
    assert [each.step for each in ahead.steps] == ["law", "counsel", "b"]
    assert ahead.complete


def test_a_rewalk_chooses_anew():
    office = begun(dear=True).return_("law", "a", ReturnWay.REWALK)
    office.values = {"new": True}
    assert office.agree("a").turns == {"money"}


def test_a_straight_return_puts_back_what_was_chosen():
    office = begun(dear=True, new=True).agree("money")
    office.return_("law", "a", ReturnWay.STRAIGHT)
    office.values = {}
    assert office.agree("a").turns == {"law"}
    assert office.agree("law", "counsel").turns == {"b"}


def test_the_whole_fork_can_be_done_again_and_chooses_anew():
    office = begun(dear=True).agree("law", "counsel")
    office.values = {"new": True}
    office.return_("b", "pick", ReturnWay.REWALK)
    assert office.turns == {"money"}
    assert office.agree("money", "b").outcome == "passed"


def test_out_of_the_join_and_back():
    office = begun(new=True).agree("money")
    assert office.take_back("money").turns == {"money"}
    assert office.agree("money", "b").outcome == "passed"


def test_withdrawn_out_of_it():
    late = replace(choosing(), withdrawal="until_end")
    office = running(late, dear=True).agree("a").withdraw()
    assert set(office.struck()) == {"a", "pick", "law"}


def test_it_must_always_have_a_way_on():
    branches = fork("pick", (step("x"),), (step("y"),)).branches
    asking = tuple(replace(each, condition=flag("f")) for each in branches)

    def told(*made: object) -> set[str]:
        node = Fork(key="pick", branches=made, kind=ForkKind.INCLUSIVE)
        return {finding.code for finding in findings(flow(node))}

    assert told(*asking) == {"fork_no_default"}
    assert told(asking[0], branches[1]) == set()
    assert told(asking[0], replace(branches[1], is_default=True)) == set()
    both = tuple(replace(each, is_default=True) for each in branches)
    assert told(*both) == {"fork_two_defaults"}
    assert told(asking[0], replace(asking[1], is_default=True)) == {"default_with_condition"}


def test_a_loop_through_branches_that_may_be_empty_is_no_way():
    people, bare = fork("pick", (step("x"),), (Gate(key="g"),)).branches
    made = (replace(people, condition=flag("f")), replace(bare, is_default=True))
    node = Fork(key="pick", branches=made, kind=ForkKind.INCLUSIVE)
    definition = flow(node)
    root = definition.root
    back = replace(root.edges[0], source="pick", target="pick", condition=flag("again"))
    looping = replace(definition, root=replace(root, edges=(back, *root.edges)))
    assert "loop_without_people" in {finding.code for finding in findings(looping)}
