"""Sub-processes: drawn in place, and one for each row of a detail table."""

from dataclasses import replace

import pytest

from andu.engine import (
    Agree,
    Answers,
    Decided,
    Edge,
    Finding,
    Fork,
    ForkKind,
    FromField,
    Gate,
    Jump,
    OnDisagree,
    Otherwise,
    Region,
    Return,
    ReturnWay,
    Revive,
    Skipped,
    Someone,
    Step,
    UnitHead,
    When,
    decide,
    findings,
    fold,
    predict,
    targets,
)
from andu.engine.conditions import Operator, Test, Type
from andu.engine.copies import MOST_COPIES, cell_of, copy_of, drawn, row_of
from andu.engine.events import Event
from andu.engine.nodes import Nobody
from andu.engine.plain import from_plain, to_plain
from andu.engine.tests.flows import flow, fork, row, step
from andu.engine.tests.office import NINE, Office, running

DEAR = Test("items.dear", Type.BOOL, Operator.EQ, True)


def sub(*nodes: object) -> Fork:
    return Fork(key="sub", name="复核", branches=(row("body", *nodes),), kind=ForkKind.SUB)


def per_row(*nodes: object, table: str = "items") -> Fork:
    body = row("body", *nodes)
    return Fork(key="rows", branches=(body,), kind=ForkKind.ROWS, rows=table)


BUY = Step(key="buy", name="采购", handlers=(FromField("items.buyer"),))
CHECK = step("check")


def buying(count: object, *nodes: object) -> Office:
    office = Office(flow(step("head"), per_row(*(nodes or (BUY, CHECK))), step("last")))
    office.values["items.#"] = count
    return office


def each_buyer(office: Office) -> Office:
    """The buyer of a row is called after it."""
    named = office.named

    def answer(need):
        if isinstance(need.rule, FromField):
            return (Someone(office.members[f"buyer {row_of(need.rule.field.split('.')[0])}"]),)
        return named(need)

    office.named = answer
    return office


def bought(count: object = 3) -> Office:
    return each_buyer(buying(count)).start().agree("head")


def test_a_sub_process_in_place_goes_on_when_its_end_is_reached():
    office = running(flow(step("head"), sub(step("a"), step("b")), step("last"))).agree("head", "a")
    assert office.standing == ["sub", "b"]
    assert office.agree("b").standing == ["last"]


def test_each_row_has_its_own_people_and_its_own_place():
    office = bought()
    assert office.turns == {"buyer 1", "buyer 2", "buyer 3"}
    office.agree("buyer 2")
    assert office.standing == ["rows", "buy#1", "check#2", "buy#3"]


def test_the_whole_goes_on_when_the_last_row_is_done():
    office = bought(2).agree("buyer 1", "check", "buyer 2")
    assert office.turns == {"check"}
    assert office.agree("check", "last").outcome == "passed"


def test_a_table_without_rows_is_passed_over():
    for nothing in (0, None):
        office = bought(nothing)
        assert office.standing == ["last"]
        assert office.said(Skipped) == [Skipped("rows", "root", office.said(Skipped)[0].after)]


def test_more_rows_than_one_can_look_after_are_refused():
    office = each_buyer(buying(MOST_COPIES + 1)).start()
    office.refuses(Agree(office.members["head"], office.seat("head")), "too_many_rows")
    assert len(bought(MOST_COPIES).turns) == MOST_COPIES


def test_a_row_returns_to_its_own_earlier_step_and_leaves_the_others_alone():
    office = bought(2).agree("buyer 1", "buyer 2")
    seat = next(s for p in (office.position.inner.members[0].position,) for s in p.inner.members)
    assert targets(office.definition, office.configuration, seat.id) == ("draft", "head", "buy#1")
    office.return_("check", "buy#1")
    assert office.standing == ["rows", "buy#1", "check#2"]
    assert office.turns == {"buyer 1", "check"}


def test_a_row_does_not_return_into_another():
    office = bought(2).agree("buyer 1", "buyer 2")

    office.refuses(Return(office.members["check"], office.seat("check"), "buy#2"), "into_branch")


def test_a_straight_return_to_the_initiator_brings_every_row_back_as_it_was():
    office = bought(2).agree("buyer 1")
    office.return_("buyer 2", way=ReturnWay.STRAIGHT)
    assert office.standing == ["draft"]
    office.values["items.#"] = 5
    assert office.resubmit().standing == ["rows", "check#1", "buy#2"]


def test_after_a_return_that_walks_again_the_rows_are_counted_anew():
    office = bought(2).agree("buyer 1").return_("buyer 2")
    office.values["items.#"] = 1
    assert office.resubmit().agree("head").standing == ["rows", "buy#1"]


def test_a_disagreement_in_a_row_goes_to_that_row():
    check = step("check", on_disagree=OnDisagree.RETURN, disagree_to="buy")
    office = each_buyer(buying(2, BUY, check)).start().agree("head", "buyer 1", "buyer 2")
    assert office.disagree("check").standing == ["rows", "buy#1", "check#2"]


def test_a_condition_and_a_choice_of_people_read_their_own_row():
    dear = replace(BUY, handlers=(When(DEAR, UnitHead(field="items.unit")), *BUY.handlers))
    nodes = (dear, Gate(key="split"), step("boss"), Gate(key="done"))
    edges = (
        Edge(source="buy", target="split"),
        Edge(source="split", target="boss", condition=DEAR, key="way"),
        Edge(source="split", target="done"),
        Edge(source="boss", target="done"),
    )
    body = Region(key="body", entry="buy", exit="done", nodes=nodes, edges=edges)
    rows = Fork(key="rows", branches=(body,), kind=ForkKind.ROWS, rows="items")
    office = each_buyer(Office(flow(step("head"), rows, step("last"))))
    office.values |= {"items.#": 2, "items#1.dear": True, "items#2.dear": False}
    office.start().agree("head")
    assert office.turns == {"buyer 1", "buyer 2", "UnitHead"}
    office.agree("buyer 1", "buyer 2")
    assert office.standing == ["rows", "boss#1"]


def test_a_row_can_be_set_to_another_step_and_only_a_row_there_is():
    office = bought(2)
    boss = office.members["boss"]
    office.refuses(Jump(boss, "check#3"), "into_branch")
    office.refuses(Jump(boss, "check"), "into_branch")
    office.do(Jump(boss, "check#1"))
    assert office.standing == ["rows", "check#1", "buy#2"]


def test_a_matter_is_not_revived_at_a_table_without_rows():
    office = bought(1).agree("buyer 1", "check", "last")
    office.values["items.#"] = 0
    office.refuses(Revive(office.members["boss"], "rows"), "no_rows")


def test_what_is_foreseen_names_every_row():
    office = bought(2)
    seen = predict(office.definition, office.configuration, Answers({}, {"items.#": 2}))
    assert [each.step for each in seen.steps] == ["check#1", "check#2", "last"]


def test_a_history_with_rows_is_kept_and_replayed():
    office = bought(2).agree("buyer 1")
    kept = [to_plain(event) for event in office.history]
    assert fold(from_plain(Event, each) for each in kept) == office.configuration


def test_the_first_act_says_how_many_rows_it_rested_on():
    office = each_buyer(buying(2)).start()
    act = Agree(office.members["head"], office.seat("head"))
    decided = office.ask(act)
    assert isinstance(decided, Decided)
    facts = {fact.field: fact.value for fact in decided.events[0].facts}
    assert facts == {"items.#": 2}
    people = {known.need: known.people for known in decided.events[0].people}
    assert decide(office.definition, office.configuration, act, Answers(people, facts), NINE) == (
        decide(office.definition, office.configuration, act, Answers(people, facts), NINE)
    )


def test_the_names_of_a_copy():
    copy = bought(2).definition.step("buy#2")
    assert copy.name == "采购（2）"
    assert copy.handlers == (FromField("items#2.buyer"),)
    assert (drawn("buy#2"), row_of("buy#2"), row_of("buy"), row_of("buy#0")) == ("buy", 2, 0, 0)
    assert copy_of("buy", 7) == "buy#7"
    assert cell_of("items2.buyer", "items", 1) == "items2.buyer"


def test_a_definition_lists_the_drawing_and_answers_for_its_copies():
    definition = bought(1).definition
    assert "buy#200" in definition.nodes
    assert not {"buy#201", "buy#0", "buy#", "head#1", "buy#1#1"} & {
        key for key in ("buy#201", "buy#0", "buy#", "head#1", "buy#1#1") if key in definition.nodes
    }
    assert [key for key in definition.nodes if "#" in key] == []
    assert len(definition.nodes) == len(list(definition.nodes))
    assert definition.path_to["body#2"] == ("root", "body#2")
    assert definition.fork_of["body#2"] == "rows"
    with pytest.raises(KeyError):
        definition.path_to["head#1"]


@pytest.mark.parametrize(("made", "finding"), [
    (Fork(key="s", branches=(), kind=ForkKind.SUB), "sub_process_branches"),
    (replace(sub(step("a")), rows="items"), "sub_process_rows"),
    (replace(per_row(step("a")), rows=""), "sub_process_rows"),
    (per_row(replace(per_row(step("a")), key="in", branches=(row("deep", step("a")),))),
     "rows_in_rows"),
    (per_row(step("a" * 61)), "key_too_long_for_rows"),
    (sub(step("a#1")), "key_bad"),
    (sub(Gate(key="g")), "fork_without_people"),
])  # fmt: skip
def test_a_sub_process_that_cannot_run_is_found(made: Fork, finding: str):
    assert finding in {each.code for each in findings(flow(step("first"), made, step("last")))}


def test_rows_alone_do_not_make_a_flow():
    """An empty table would end the matter with nobody asked."""
    assert findings(flow(per_row(step("a")))) == [Finding("rows_may_be_empty", "rows")]
    assert findings(flow(sub(step("a")))) == []
    assert findings(flow(per_row(step("a")), step("last"))) == []
    passed = step("a", nobody=Nobody(Otherwise.PASS))
    assert findings(flow(sub(passed))) == [Finding("nobody_may_decide", "sub")]


def test_forks_inside_rows_are_copied_whole():
    both = fork("both", (step("law"),), (step("money"),))
    office = buying(2, BUY, both)
    office = each_buyer(office).start().agree("head", "buyer 1")
    assert office.standing == ["rows", "both#1", "law#1", "money#1", "buy#2"]
    assert office.definition.fork_of["both_1#1"] == "both#1"
    assert office.definition.path_to["both_1#1"] == ("root", "body#1", "both_1#1")
    office.agree("law", "money")
    assert office.standing == ["rows", "buy#2"]
