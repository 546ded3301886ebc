"""认领, 放弃认领, 调整次序: whose turn it is then, and what rows, lines and trace say."""

import pytest

from andu.engine import Mode, Step
from andu.engine.handlers import NamedPerson
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.todo.models import Todo
from andu.workflow import actions, store
from andu.workflow.loading import replayed
from andu.workflow.models import History, Matter, Seat
from andu.workflow.rights import ADMINISTER
from andu.workflow.tests.conftest import begin, line, seat_of
from andu.workflow.trace import trace_of
from tests.cast import actor_of, give_right

POOL = ("office_head", "finance_head", "registrar")


def whose():
    return {todo.assignee.code for todo in Todo.objects.all()}


def of(mode, *codes):
    people = tuple(NamedPerson(code) for code in codes)
    return line(Step(key="do", name="经办", mode=mode, handlers=people))


def refuses(match, verb, *args, **more):
    before = History.objects.count(), whose(), Seat.objects.count()
    with pytest.raises(Refused, match=match):
        verb(*args, **more)
    assert (History.objects.count(), whose(), Seat.objects.count()) == before


@pytest.fixture
def pool(clerk, office_head, finance_head, registrar):
    """Whoever of three acts first decides."""
    return begin(clerk, of(Mode.ONE, *POOL))


def test_who_claims_has_it_alone_until_given_up(pool, office_head, finance_head):
    mine, by = seat_of(pool, office_head), actor_of(office_head)
    actions.claim(pool, mine, by=by)
    assert whose() == {"office_head"}
    heard = Notice.objects.filter(member=finance_head, title__startswith="已由他人认领")
    assert heard.exists()
    loaded = store.load(pool.pk)
    assert loaded.configuration == replayed(loaded.run)
    refuses("你已经认领", actions.claim, pool, mine, by=by)
    actions.release(pool, mine, by=by)
    assert whose() == set(POOL)
    assert Notice.objects.filter(member=finance_head, title__startswith="罗曼青放弃认领").exists()
    assert [each.did for each in trace_of(store.load(pool.pk), None)[1:3]] == ["认领", "放弃认领"]
    refuses("没有认领", actions.release, pool, mine, by=by)


def test_the_others_wait_and_the_work_ends_with_the_claimer(pool, office_head, finance_head):
    theirs = seat_of(pool, finance_head)
    actions.claim(pool, seat_of(pool, office_head), by=actor_of(office_head))
    refuses(
        "办理：认领。这一环节不用你再办", actions.agree, pool, theirs, by=actor_of(finance_head)
    )
    done = actions.agree(pool, seat_of(pool, office_head), by=actor_of(office_head))
    assert done.state == Matter.State.FINISHED


def test_a_step_that_needs_everybody_is_not_claimed(clerk, office_head):
    matter = begin(clerk, of(Mode.ALL, *POOL))
    by = actor_of(office_head)
    refuses("不用认领", actions.claim, matter, seat_of(matter, office_head), by=by)


def waiting(matter, *members):
    return [Seat.objects.get(run__matter=matter, member=m, state="waiting").number
            for m in members]  # fmt: skip


def test_those_to_come_come_in_another_order(clerk, office_head, finance_head, registrar):
    matter = begin(clerk, of(Mode.IN_ORDER, *POOL))
    order = waiting(matter, registrar, finance_head)
    refuses("只有这一环节的办理人", actions.reorder, matter, order, by=actor_of(clerk))
    refuses("对不上", actions.reorder, matter, order[:1], by=actor_of(office_head))
    refuses("次序没有变化", actions.reorder, matter, order[::-1], by=actor_of(office_head))
    actions.reorder(matter, order, by=actor_of(office_head))
    told = trace_of(store.load(matter.pk), None)
    assert told[1].did == "调整次序为陈砚秋、周牧野"
    assert [each.who for each in told[2:5]] == ["罗曼青", "陈砚秋", "周牧野"]
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    assert whose() == {"registrar"}


def test_whoever_administers_flows_orders_too(clerk, director, finance_head, registrar):
    give_right(director, ADMINISTER.code)
    matter = begin(clerk, of(Mode.IN_ORDER, *POOL))
    order = waiting(matter, registrar, finance_head)
    actions.reorder(matter, order, by=actor_of(director))
    assert History.objects.filter(how="reordered").get().member_id == director.pk
