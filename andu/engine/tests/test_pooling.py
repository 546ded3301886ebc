"""抢办 from a pool: one seat for many people; whoever takes it sits there."""

from andu.engine import (
    POOL,
    Again,
    Agree,
    Answers,
    Claim,
    LimitAct,
    Need,
    Own,
    Reassign,
    Release,
    ReturnWay,
    SeatVoided,
    Someone,
    TimeUp,
    Transfer,
    predict,
)
from andu.engine.tests.flows import flow, step
from andu.engine.tests.office import ME, Office

MANY = Someone(POOL)


def office(*steps, known: tuple[str, ...] = ()) -> Office:
    """A matter whose step "do" is for a pool; `known` of its people have to do with the run."""
    made = Office(flow(*(steps or (step("do", "many"), step("last")))))
    made.members["many"] = POOL
    made.people["many"] = (MANY, *(Someone(made.members[name]) for name in known))
    return made.start()


def take(it: Office, name: str, appointment: int | None = None) -> Office:
    me = it.members[name]
    it.do(Claim(me, it.seat("many"), Someone(me, appointment)))
    return it


def test_one_seat_stands_for_all_of_them():
    it = office(known=("x", "y"))
    assert it.turns == {"many"}
    x = it.members["x"]
    for command in (Agree(x, 2), Agree(POOL, 2), Transfer(x, 2, Someone(7))):
        assert it.refuses(command, "claim_first").details == (("step", "do"),)
    assert it.history[-1].who == MANY


def test_whoever_takes_it_sits_there_as_what_they_are():
    it = take(office(), "x", appointment=70)
    assert it.turns == {"x"}
    assert it.seat_of("x").who == Someone(it.members["x"], 70)
    y = it.members["y"]
    it.refuses(Claim(y, 2, Someone(y)), "seat_gone")
    it.refuses(Agree(y, 2), "seat_gone")
    it.refuses(Claim(it.members["x"], it.seat("x")), "claimed_already")
    assert it.agree("x").turns == {"last"}


def test_only_one_of_its_people_takes_it():
    it = office()
    x, y = it.members["x"], it.members["y"]
    it.refuses(Claim(x, it.seat("many")), "not_candidate")
    it.refuses(Claim(x, it.seat("many"), Someone(y)), "not_candidate")


def test_given_up_it_is_the_pool_again():
    it = take(office(), "x")
    it.do(Release(it.members["x"], it.seat("x")))
    assert it.turns == {"many"}
    assert [each.why.value for each in it.said(SeatVoided)] == ["claimed", "released"]
    it.refuses(Release(it.members["x"], it.seat("many")), "claim_first")
    assert take(it, "y").agree("y").turns == {"last"}


def test_who_has_it_from_whoever_took_it_may_give_it_up():
    it = take(office(), "x")
    it.do(Transfer(it.members["x"], it.seat("x"), Someone(it.members["w"])))
    it.do(Release(it.members["w"], it.seat("w")))
    assert it.turns == {"many"}


def test_coming_straight_back_it_is_with_whoever_had_taken_it():
    it = take(office(), "y").return_("y", way=ReturnWay.STRAIGHT).resubmit()
    assert it.turns == {"y"}
    it.do(Release(it.members["y"], it.seat("y")))
    assert it.turns == {"many"}


def test_a_return_to_its_step_asks_all_of_them_again():
    it = take(office(), "y").agree("y").return_("last", to="do", way=ReturnWay.STRAIGHT)
    assert it.turns == {"many"}
    assert take(it, "x").agree("x").turns == {"last"}


def test_taken_back_it_is_with_whoever_decided():
    it = take(office(), "x").agree("x").take_back("x")
    assert it.turns == {"x"}
    it.do(Release(it.members["x"], it.seat("x")))
    assert it.turns == {"many"}


def test_withdrawn_and_reassigned_it_is_like_any_seat():
    assert office().withdraw().turns == {ME}
    it = office()
    it.do(Reassign(99, it.seat("many"), Someone(it.members["z"])))
    assert it.turns == {"z"}
    it.refuses(Release(it.members["z"], it.seat("z")), "nothing_to_release")
    assert it.agree("z").turns == {"last"}


def test_time_goes_on_without_anybody():
    for act, to, turns in (
        (LimitAct.PASS, None, {"last"}), (LimitAct.RETURN, None, {ME}),
        (LimitAct.TRANSFER, "v", {"v"}),
    ):  # fmt: skip
        it = office()
        it.do(TimeUp(it.seat("many"), act, to=Someone(it.members[to]) if to else None))
        assert it.turns == turns


def test_put_aside_by_time_it_comes_back_as_the_pool():
    straight = step("do", "many", return_way=ReturnWay.STRAIGHT)
    it = office(straight, step("last"))
    it.do(TimeUp(it.seat("many"), LimitAct.RETURN))
    assert it.resubmit().turns == {"many"}


def test_who_need_not_be_asked_spares_the_pool():
    again = step("do", "many", again=Again.ONCE)
    assert office(step("x"), again, step("last"), known=("x",)).agree("x").turns == {"last"}
    assert office(step("x"), again, step("last")).agree("x").turns == {"many"}
    own = step("do", "many", own=Own.PASS)
    assert office(own, step("last"), known=(ME,)).turns == {"last"}


def test_a_guess_does_not_take_one_pool_for_another():
    it = office(step("a"), step("do", "many"), step("more", "many", again=Again.ONCE))
    rules = [each.rules[0] for each in it.definition.root.nodes[1:3]]
    needs = {Need(key, rule): (MANY,) for key, rule in zip(("do", "more"), rules, strict=True)}
    found = predict(it.definition, it.configuration, Answers(needs, {}))
    assert [(each.step, each.people) for each in found.steps] == [
        ("do", (MANY,)),
        ("more", (MANY,)),
    ]
    it.agree("a")
    take(it, "x").agree("x")
    assert it.turns == {"many"}
