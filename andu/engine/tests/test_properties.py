"""Random sound flows, random commands: what must always hold."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from andu.engine import (
    NOTHING,
    Acted,
    AddSigners,
    Agree,
    Answers,
    Claim,
    Complete,
    Consign,
    Decided,
    Disagree,
    Jump,
    MarkRead,
    Mode,
    ReadCounts,
    Reassign,
    Release,
    RemoveSigner,
    Resubmit,
    Resume,
    Return,
    ReturnWay,
    SeatState,
    Someone,
    Step,
    Suspend,
    TakeBack,
    Terminate,
    Transfer,
    Void,
    Where,
    Withdraw,
    decide,
    decode,
    decode_configuration,
    decode_definition,
    encode,
    encode_configuration,
    encode_definition,
    evolve,
    findings,
    fold,
    open_seats,
    positions_in,
    predict,
    seats_in,
    targets,
)
from andu.engine.tests.drawing import FLAGS, PEOPLE, definitions
from andu.engine.tests.office import ME, Office
from andu.engine.tests.rows import Rows
from andu.engine.tests.valid import problems

FEW = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def wander(data: st.DataObject, steps: int = 14) -> Office:
    """Start a drawn flow and give it commands, most of them possible ones."""
    office = Office(data.draw(definitions()), {flag: data.draw(st.booleans()) for flag in FLAGS})
    office.values["items.#"] = data.draw(st.integers(0, 3))
    office.start()
    for _ in range(steps):
        if not office.configuration.is_running:
            break
        decision = office.ask(data.draw(st.sampled_from(possible(office))))
        if isinstance(decision, Decided):
            office.history += decision.events
            office.configuration = decision.configuration
            assert problems(office.definition, office.configuration) == []
        office.values[data.draw(st.sampled_from(FLAGS))] = data.draw(st.booleans())
    return office


def possible(office: Office) -> list[Any]:
    """Commands worth trying here, wrong ones among them."""
    state = office.configuration
    me = office.members[ME]
    found: list[Any] = [Withdraw(me), Agree(1, 999), Suspend(me)]
    if state.suspended:
        found += [Resume(me)] * 8 + [Terminate(me), Void(me)]
    people = [Someone(office.members[code]) for code in (*PEOPLE, ME, "new")]
    for seat in open_seats(state):
        by, number = seat.who.member, seat.id
        found += (
            [Complete(by, number)]
            + [Agree(by, number)] * 3
            + [Disagree(by, number), Resubmit(by, number)]
        )
        found += [MarkRead(by, number), MarkRead(by, number, ReadCounts.AGREE)]
        found += [Transfer(by, number, to) for to in people]
        found += [AddSigners(by, number, (to,), where) for to in people[::2] for where in Where]
        found += [AddSigners(by, number, tuple(people[3:]), Where.BEFORE, Mode.ANY)]
        found += [Consign(by, number, people[-1])]
        found += [Claim(by, number)] * 2 + [Release(by, number)] * 2
        for target in targets(office.definition, state, number):
            found += [Return(by, number, target, way) for way in (None, *ReturnWay)]
    found += [Jump(me, step.key) for step in office.definition.steps]
    for position in (*positions_in(state.position), *state.past):
        for seat in seats_in(position.inner):
            if seat.state is SeatState.CLOSED:
                found.append(TakeBack(seat.who.member, seat.id))
            if seat.state in (SeatState.OPEN, SeatState.WAITING):
                found += [Reassign(me, seat.id, to) for to in people[::2]]
            if seat.added_by:
                found += [RemoveSigner(seat.added_by, seat.id)] * 3
            if seat.given_by is not None:
                found += [TakeBack(seat.given_by.member, seat.given_from)] * 4
    return found


@FEW
@given(definitions())
def test_drawn_flows_are_sound(definition):
    assert findings(definition) == []
    assert decode_definition(json.loads(json.dumps(encode_definition(definition)))) == definition
    assert hash(definition) == hash(replace(definition))


@FEW
@given(st.data())
def test_state_is_the_fold_of_history(data):
    office = wander(data)
    assert fold(office.history) == office.configuration
    state = NOTHING
    for event in office.history:
        state = evolve(state, decode(json.loads(json.dumps(encode(event)))))
    assert state == office.configuration
    kept = json.loads(json.dumps(encode_configuration(state)))
    assert decode_configuration(kept) == state


@FEW
@given(st.data())
def test_the_rows_of_a_store_follow_from_the_events(data):
    office = wander(data, 20)
    rows = Rows(office.history)
    assert rows.where("open")[1] == {seat.id for seat in open_seats(office.configuration)}
    assert rows.where("passed")[0] == {place.visit for place in office.configuration.past}


@FEW
@given(st.data())
def test_replay_with_the_stored_answers_is_identical(data):
    assert_replays(wander(data))


def assert_replays(office: Office) -> None:
    state, again = NOTHING, []
    for event in office.history:
        if isinstance(event, Acted):
            answers = Answers(
                {known.need: known.people for known in event.people},
                {fact.field: fact.value for fact in event.facts},
            )
            decision = decide(office.definition, state, event.command, answers, event.at)
            assert isinstance(decision, Decided)
            again += decision.events
            state = decision.configuration
    assert again == office.history


@FEW
@given(st.data())
def test_an_end_can_always_be_reached(data):
    office = wander(data)
    office.values = dict.fromkeys(FLAGS, False)  # every loop has its way out
    if office.configuration.suspended:
        office.do(Resume(office.members[ME]))
    for _ in range(400):
        if not office.configuration.is_running:
            return
        seat = next(open_seats(office.configuration))
        tries = (Complete, Resubmit, Agree, MarkRead)
        decisions = (office.ask(kind(seat.who.member, seat.id)) for kind in tries)
        decision = next(each for each in decisions if isinstance(each, Decided))
        office.history += decision.events
        office.configuration = decision.configuration
    raise AssertionError("no end in sight")


@FEW
@given(st.data())
def test_prediction_is_what_then_happens(data):
    office = Office(data.draw(definitions()), {flag: data.draw(st.booleans()) for flag in FLAGS})
    office.values["items.#"] = data.draw(st.integers(0, 3))
    office.start()
    ahead = predict(office.definition, office.configuration, Answers({}, office.values))
    known = {need: office.named(need) for need in ahead.needs.people}
    ahead = predict(office.definition, office.configuration, Answers(known, office.values))
    if not ahead.complete:
        return
    before = office.configuration.visits
    while office.configuration.is_running:
        seat = next(open_seats(office.configuration))
        done = office.ask(Complete(seat.who.member, seat.id))
        counts = MarkRead(seat.who.member, seat.id, ReadCounts.AGREE)
        office.do(done.events[0].command if isinstance(done, Decided) else counts)
    passed = {p.node for p in office.configuration.past if p.visit > before and p.inner}
    steps = {p for p in passed if isinstance(office.definition.nodes[p], Step)}
    assert steps == {predicted.step for predicted in ahead.steps}
