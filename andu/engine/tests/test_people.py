"""Whom a step asks, and what happens when there is nobody."""

from andu.engine import (
    Administrator,
    Agree,
    Answers,
    Initiator,
    InitiatorsChoice,
    Jump,
    NamedPerson,
    Need,
    Needs,
    Nobody,
    Otherwise,
    Return,
    Skipped,
    Someone,
    Start,
    Step,
    decide,
    predict,
)
from andu.engine.tests.flows import by_amount, flow, fork, looping, step
from andu.engine.tests.office import ME, NINE, Office, running

REFUSE = Nobody(Otherwise.REFUSE)


def test_questions_for_all_branches_come_together():
    definition = flow(fork("both", (step("a"),), (step("b"),)))
    office = Office(definition)
    needs = decide(definition, office.configuration, Start(Someone(1)), Answers(), NINE)
    assert isinstance(needs, Needs)
    assert [need.step for need in needs.people] == ["a", "b"]


def test_the_initiator_is_known_without_asking():
    office = running(flow(Step(key="own", handlers=(Initiator(),))))
    assert office.turns == {ME}
    assert office.asked == 0


def test_nobody_found_asks_the_administrator():
    office = Office(flow(step("a")))
    office.people = {"a": ()}
    assert office.start().turns == {"Administrator"}
    assert [known.need.rule for known in office.history[0].people][-1] == Administrator()


def test_nobody_found_asks_a_named_person():
    office = Office(flow(step("a", nobody=Nobody(Otherwise.PERSON, "boss"))))
    office.people = {"a": ()}
    assert office.start().turns == {"boss"}


def test_a_step_that_must_not_be_empty_stops_the_start():
    office = Office(flow(step("a"), step("b", nobody=REFUSE)))
    office.people = {"b": ()}
    refusal = office.refuses(Start(Someone(1)), "nobody_found")
    assert refusal.detail == {"step": "b"}
    office.people = {}
    assert office.start().turns == {"a"}


def test_a_step_off_the_way_does_not_stop_the_start():
    definition = by_amount()
    strict = step("director", nobody=REFUSE)
    nodes = tuple(strict if n.key == "director" else n for n in definition.root.nodes)
    root = type(definition.root)(
        key="root", entry="head", exit="end", nodes=nodes, edges=definition.root.edges
    )
    office = Office(type(definition)(key="strict", root=root), {"amount": 1})
    office.people = {"director": ()}
    assert office.start().turns == {"head"}
    office.values["amount"] = 900_000
    office.refuses(Agree(office.members["head"], office.seat("head")), "nobody_found")


def test_even_the_last_resort_may_be_empty():
    office = Office(flow(step("a")))
    office.people = {"a": (), "Administrator": ()}
    office.refuses(Start(Someone(1)), "nobody_found")


SPARE = Nobody(Otherwise.PASS)


def test_a_step_that_may_be_empty_is_passed_over():
    office = Office(flow(step("a", nobody=SPARE), step("b"), step("c", nobody=SPARE)))
    office.people = {"a": (), "c": ()}
    office.start()
    assert office.turns == {"b"}
    assert office.agree("b").outcome == "passed"
    assert [(e.node, e.after) for e in office.said(Skipped)] == [("a", 1), ("c", 2)]


def test_a_step_that_may_be_empty_asks_whoever_is_there():
    office = running(flow(step("a", nobody=SPARE), step("b")))
    assert office.turns == {"a"}
    assert not office.said(Skipped)


def test_nothing_is_passed_over_before_the_question_is_answered():
    definition = flow(step("a", nobody=SPARE), step("b"))
    needs = decide(definition, Office(definition).configuration, Start(Someone(1)), Answers(), NINE)
    assert needs == Needs((Need("a", NamedPerson("a")),))


def test_what_is_passed_over_is_not_foreseen():
    office = running(flow(step("a"), step("b", nobody=SPARE), step("c")))
    need = Need("b", NamedPerson("b"))
    ahead = predict(office.definition, office.configuration)
    assert [p.step for p in ahead.steps] == ["b", "c"]
    ahead = predict(office.definition, office.configuration, Answers({need: ()}, {}))
    assert ([p.step for p in ahead.steps], ahead.complete) == (["c"], True)


def test_a_run_is_not_set_to_a_step_without_people():
    office = running(flow(step("a", nobody=SPARE), step("b"))).agree("a")
    office.people = {"a": ()}
    office.refuses(Return(office.members["b"], office.seat("b"), "a"), "nobody_found")
    office.refuses(Jump(99, "a"), "nobody_found")
    assert office.turns == {"b"}


def test_the_initiators_choice_is_asked_for():
    choice = InitiatorsChoice(among=(NamedPerson("x"),))
    office = Office(flow(Step(key="a", handlers=(choice,))))
    needs = decide(office.definition, office.configuration, Start(Someone(1)), Answers(), NINE)
    assert needs == Needs((Need("a", choice),))


def test_the_likely_way_ahead():
    office = running(by_amount(), amount=900_000)
    ahead = predict(office.definition, office.configuration, Answers({}, {"amount": 900_000}))
    assert [p.step for p in ahead.steps] == ["director", "finance"]
    assert ahead.complete
    assert [need.step for need in ahead.needs.people] == ["director", "finance"]
    told = {need: office.named(need) for need in ahead.needs.people}
    ahead = predict(office.definition, office.configuration, Answers(told, {"amount": 900_000}))
    assert all(p.people for p in ahead.steps)
    assert not ahead.needs.people


def test_the_way_ends_where_a_field_is_unknown():
    office = running(by_amount())
    ahead = predict(office.definition, office.configuration)
    assert (ahead.steps, ahead.complete) == ((), False)
    assert ahead.needs.fields == ("amount",)


def test_a_loop_is_followed_once():
    office = running(looping(), amount=900_000)
    ahead = predict(office.definition, office.configuration, Answers({}, {"amount": 900_000}))
    assert [p.step for p in ahead.steps] == ["check", "write"]
    assert not ahead.complete
