"""抢办 from a pool: who sees it, who takes it, what it leaves behind."""

import pytest

from andu.engine import ReturnWay
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.todo.models import Todo
from andu.workflow import actions, store
from andu.workflow.actions.deciding import Back
from andu.workflow.jobs.pools import drop_candidates
from andu.workflow.loading import replayed
from andu.workflow.models import (
    Delegation,
    History,
    Matter,
    Participant,
    Pool,
    PoolCandidate,
    Seat,
)
from andu.workflow.policy_pools import POOL_FROM
from andu.workflow.rights import ADMINISTER
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import alone, decided_on, seat_of
from andu.workflow.tests.crowds import crowd, pool_seat, pooled
from andu.workflow.tests.moments import at
from andu.workflow.trace import trace_of
from tests.cast import actor_of, give_right

MANY = 25


@pytest.fixture
def agents(bureau, clerk):
    """Five more than may have a seat each."""
    decided_on(clerk, POOL_FROM, "20")
    return crowd(bureau.units["office"], MANY)


def state():
    return (History.objects.count(), Seat.objects.count(), Pool.objects.standing().count(),
            PoolCandidate.objects.count(), Todo.objects.count())  # fmt: skip


def refuses(match, verb, *args, **more):
    before = state()
    with pytest.raises(Refused, match=match):
        verb(*args, **more)
    assert state() == before


def agrees(matter):
    """What stands in the rows is what the history says."""
    loaded = store.load(matter.pk)
    assert loaded.configuration == replayed(loaded.run)
    return loaded


def sees(member, matter):
    return Matter.objects.visible_to(actor_of(member)).filter(pk=matter.pk).exists()


def offered(member):
    return Pool.objects.offered_to(actor_of(member)).count()


def test_one_seat_stands_for_all_of_them(clerk, agents):
    matter = pooled(clerk)
    loaded = agrees(matter)
    assert [row.who for row in loaded.seats.values()] == ["方亦舒", "25 人待领取"]
    pool = Pool.objects.get()
    assert (pool.count, pool.candidates.count(), pool.closed) == (MANY, MANY, None)
    assert not Todo.objects.exists()
    assert not Notice.objects.exists()
    assert sees(agents[0], matter) and offered(agents[24]) == 1
    assert [line.who for line in trace_of(loaded, None)][-1] == "25 人待领取"
    recorded = str(History.objects.get().details)
    assert recorded.count("someone") < 10  # not a name of the crowd's


def test_up_to_the_parameter_everybody_has_a_seat(bureau, clerk, agents):
    decided_on(clerk, POOL_FROM, "25")
    matter = pooled(clerk)
    assert Todo.objects.filter(matter_id=matter.pk).count() == MANY
    assert not Pool.objects.exists()


def test_whoever_takes_it_handles_it_and_the_others_see_it_no_more(clerk, agents, finance_head):
    matter, one, other = pooled(clerk), *agents[:2]
    seat = pool_seat(matter)
    refuses("请先点“领取”", actions.agree, matter, seat, by=actor_of(one))
    refuses("不在“经办”的候选人中", actions.claim, matter, seat, by=actor_of(finance_head))
    actions.claim(matter, seat, by=actor_of(one))
    agrees(matter)
    row = Seat.objects.get(run__matter=matter, state="open")
    assert (row.member, row.appointment_id) == (one, one.appointments.get().pk)
    assert Todo.objects.get().assignee == one
    assert sees(one, matter) and not sees(other, matter) and not offered(other)
    refuses("已由经办0于 .* 领取", actions.claim, matter, seat, by=actor_of(other))
    refuses("已经认领", actions.claim, matter, row.number, by=actor_of(one))
    done = actions.agree(matter, row.number, by=actor_of(one))
    assert [line.did for line in trace_of(store.load(done.pk), None)[1:3]] == ["领取", "同意"]


def test_given_back_it_is_everybodys_again(clerk, agents, finance_head):
    matter, one, other = pooled(clerk), *agents[:2]
    actions.claim(matter, pool_seat(matter), by=actor_of(one))
    mine = seat_of(matter, one)
    refuses("不由你办理", actions.release, matter, mine, by=actor_of(other))
    actions.release(matter, mine, by=actor_of(one))
    agrees(matter)
    assert Pool.objects.standing().get().count == MANY
    assert offered(one) == offered(other) == 1
    assert not Todo.objects.exists()
    actions.claim(matter, pool_seat(matter), by=actor_of(other))
    assert Todo.objects.get().assignee == other
    words = [line.did for line in trace_of(store.load(matter.pk), None)[1:4]]
    assert words == ["领取", "放回", "领取"]


def test_a_return_asks_all_of_them_again_and_coming_straight_back_the_one_who_took_it(
    clerk, agents, finance_head
):
    matter, one = pooled(clerk, return_way=ReturnWay.STRAIGHT), agents[0]
    actions.claim(matter, pool_seat(matter), by=actor_of(one))
    back = Back(to="", way=ReturnWay.STRAIGHT)
    deed = Deed(opinion="请补充")
    actions.return_(matter, seat_of(matter, one), back, deed, by=actor_of(one))
    actions.resubmit(matter, seat_of(matter, clerk), by=actor_of(clerk))
    agrees(matter)
    actions.agree(matter, seat_of(matter, one), by=actor_of(one))
    mine = seat_of(matter, finance_head)
    actions.return_(matter, mine, Back(to="do"), deed, by=actor_of(finance_head))
    agrees(matter)
    assert Pool.objects.standing().get().count == MANY


def test_taken_back_it_is_still_ones_own(clerk, agents):
    matter, one = pooled(clerk), agents[0]
    actions.claim(matter, pool_seat(matter), by=actor_of(one))
    mine = seat_of(matter, one)
    actions.agree(matter, mine, by=actor_of(one))
    actions.take_back(matter, mine, by=actor_of(one))
    agrees(matter)
    actions.release(matter, seat_of(matter, one), by=actor_of(one))
    assert Pool.objects.standing().get().count == MANY


def test_withdrawn_jumped_and_ended_the_pool_is_closed(clerk, agents):
    for verb, words in ((actions.withdraw, ()), (actions.terminate, (Deed(opinion="不办了"),))):
        matter = pooled(clerk)
        if verb is actions.terminate:
            actions.withdraw(matter, by=actor_of(clerk))
        verb(matter, *words, by=actor_of(clerk))
        assert not matter.pools.standing().exists()
        assert not sees(agents[0], matter)


def test_while_it_is_suspended_nobody_takes_it(clerk, director, agents):
    give_right(director, ADMINISTER.code)
    matter = pooled(clerk)
    actions.suspend(matter, Deed(opinion="等批复"), by=actor_of(director))
    assert not offered(agents[0]) and sees(agents[0], matter)
    refuses("已挂起", actions.claim, matter, pool_seat(matter), by=actor_of(agents[0]))
    actions.resume(matter, by=actor_of(director))
    assert offered(agents[0]) == 1
    actions.claim(matter, pool_seat(matter), by=actor_of(agents[0]))


def test_an_administrator_names_somebody(clerk, director, agents):
    give_right(director, ADMINISTER.code)
    alone(director)
    matter = pooled(clerk)
    seat = pool_seat(matter)
    actions.reassign(matter, seat, agents[3].pk, Deed(opinion="指定"), by=actor_of(director))
    agrees(matter)
    assert Todo.objects.get().assignee == agents[3]
    assert not sees(agents[0], matter)
    refuses("改派给", actions.claim, matter, seat, by=actor_of(agents[0]))
    actions.agree(matter, seat_of(matter, agents[3]), by=actor_of(agents[3]))


def test_it_cannot_be_urged_for_nobody_has_it(clerk, agents):
    matter = pooled(clerk)
    refuses("还没有人领取", actions.urge, matter, [pool_seat(matter)], by=actor_of(clerk))


def test_who_stands_in_takes_it_for_the_absent(bureau, clerk, agents, registrar):
    today = at(0, 9).date()
    Delegation.objects.create(
        organisation=clerk.organisation, absent=agents[0], delegate=registrar, all_flows=True,
        since=today.replace(year=2020),
    )  # fmt: skip
    matter = pooled(clerk)
    assert not sees(agents[0], matter)
    actions.claim(matter, pool_seat(matter), by=actor_of(registrar))
    row = Seat.objects.get(run__matter=matter, state="open")
    assert (row.member, row.on_behalf_id) == (registrar, agents[0].pk)
    held = Participant.objects.filter(matter=matter).values_list("member__code", "capacity")
    assert ("a0", "absent") in held


def test_posts_change_and_so_do_the_candidates(bureau, clerk, agents):
    matter = pooled(clerk)
    more = crowd(bureau.units["finance"], 2, first=100)
    agents[0].appointments.all().delete()
    actions.reseating.reseat(matter, by=actor_of(clerk))
    pool = Pool.objects.get()
    assert pool.count == pool.candidates.count() == MANY + 1
    assert pool.seat.member_name == "26 人待领取"
    assert sees(more[0], matter) and not sees(agents[0], matter)
    agrees(matter)


def test_fewer_than_the_parameter_still_stand_as_a_pool(bureau, clerk, agents):
    matter = pooled(clerk)
    for one in agents[3:]:
        one.appointments.all().delete()
    actions.reseating.reseat(matter, by=actor_of(clerk))
    assert Pool.objects.get().count == 3
    actions.claim(matter, pool_seat(matter), by=actor_of(agents[2]))


def test_who_leaves_is_no_candidate(clerk, agents):
    matter = pooled(clerk)
    agents[1].state = "left"
    agents[1].save()
    actions.settle_departure(agents[1], by=actor_of(clerk))
    assert not PoolCandidate.objects.filter(member=agents[1]).exists()
    actions.reseating.reseat(matter, by=actor_of(clerk))
    assert Pool.objects.get().count == MANY - 1


def test_candidates_of_what_was_taken_are_dropped_after_a_day(clerk, agents):
    matter, other = pooled(clerk), pooled(clerk)
    actions.claim(matter, pool_seat(matter), by=actor_of(agents[0]))
    assert drop_candidates() == 0
    Pool.objects.filter(matter=matter).update(closed=at(-8, 9))
    assert drop_candidates() == 1
    assert PoolCandidate.objects.count() == MANY
    actions.release(matter, seat_of(matter, agents[0]), by=actor_of(agents[0]))
    assert PoolCandidate.objects.count() == 2 * MANY
    assert other.pools.standing().exists()


def test_the_message_says_how_many(clerk, agents):
    matter = pooled(clerk)
    assert [seat.who for seat in matter.holders] == ["25 人待领取"]
