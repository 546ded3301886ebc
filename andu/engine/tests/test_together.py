"""Several people on one step: all, any, in order."""

from andu.engine import Agree, Mode, SeatState, SeatVoided, Someone
from andu.engine.tests.flows import flow, step, together
from andu.engine.tests.office import Office, running

THREE = ("anna", "bert", "carl")


def signing(mode: Mode, **more: object) -> Office:
    return running(flow(step("sign", *THREE, mode=mode, **more), step("last")))


def test_all_must_agree():
    office = signing(Mode.ALL)
    assert office.turns == set(THREE)
    office.agree("anna", "carl")
    assert office.turns == {"bert"}
    assert office.agree("bert").turns == {"last"}


def test_one_against_ends_it_at_once():
    office = signing(Mode.ALL).agree("anna").disagree("bert")
    assert office.outcome == "refused"
    assert [e.why.value for e in office.said(SeatVoided)] == ["spared"]


def test_everybody_is_heard_where_the_step_says_so():
    office = signing(Mode.ALL, hear_all=True).disagree("anna")
    assert office.turns == {"bert", "carl"}
    assert office.agree("bert", "carl").outcome == "refused"


def test_the_first_to_agree_decides_for_any():
    office = signing(Mode.ANY).disagree("anna")
    assert office.turns == {"bert", "carl"}
    seat = office.seat("carl")
    assert office.agree("bert").turns == {"last"}
    office.refuses(Agree(office.members["carl"], seat), "seat_gone")


def test_any_fails_when_everybody_disagrees():
    office = signing(Mode.ANY).disagree("anna").disagree("bert").disagree("carl")
    assert office.outcome == "refused"


def test_in_order_each_in_turn():
    office = signing(Mode.IN_ORDER)
    assert office.turns == {"anna"}
    waiting = office.seat("bert", SeatState.WAITING)
    office.refuses(Agree(office.members["bert"], waiting), "seat_waiting")
    assert office.agree("anna").turns == {"bert"}
    assert office.agree("bert", "carl").turns == {"last"}


def test_of_several_candidates_whoever_acts_first_decides():
    office = signing(Mode.ONE)
    assert office.turns == set(THREE)
    assert office.agree("bert").turns == {"last"}
    assert signing(Mode.ONE).disagree("carl").outcome == "refused"


def test_a_person_on_two_posts_acts_once():
    office = Office(flow(together("sign", "head", "chair")))
    office.people = {"head": (Someone(7, 70),), "chair": (Someone(7, 71), Someone(8, 80))}
    office.start()
    seats = [(s.who.member, s.who.appointment) for s in office.position.inner.members]
    assert seats == [(7, 70), (8, 80)]


def test_acting_for_somebody_absent_is_a_turn_of_its_own():
    office = Office(flow(together("sign", "a", "b")))
    office.people = {"a": (Someone(7),), "b": (Someone(7, on_behalf_of=9),)}
    office.start()
    assert len(office.position.inner.members) == 2
