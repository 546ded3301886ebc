"""A pool nobody takes: who is reminded, and what happens by itself after its limit."""

import pytest

from andu.engine import AtLimit, LimitAct, Nature
from andu.engine.handlers import NamedPerson
from andu.notify.models import Notice
from andu.workflow import actions, schedule
from andu.workflow.jobs.matters_due import remind_matters
from andu.workflow.jobs.reminding import remind_due
from andu.workflow.models import Escalation, Pool, Seat, UrgeDuty
from andu.workflow.policy_pools import POOL_FROM
from andu.workflow.rights import ADMINISTER
from andu.workflow.tests.conftest import decided_on
from andu.workflow.tests.crowds import crowd, pool_seat, pooled
from andu.workflow.tests.moments import at
from tests.cast import actor_of, give_right


@pytest.fixture
def agents(bureau, clerk, director):
    """A crowd, and the director keeps the flow."""
    decided_on(clerk, POOL_FROM, "20")
    give_right(director, ADMINISTER.code)
    return crowd(bureau.units["office"], 25)


def told(member, word: str) -> int:
    return Notice.objects.filter(member=member, title__startswith=word).count()


def standing(matter) -> Seat:
    return Seat.objects.get(run__matter=matter, state="open")


def test_who_keeps_the_flow_is_reminded_and_nobody_of_the_crowd(clock, clerk, director, agents):
    matter = pooled(clerk)
    clock(at(1, 8, 30))
    remind_due()
    clock(at(1, 9, 1))
    remind_due()
    assert told(director, "即将到期") == told(director, "已超期") == 1
    assert not told(director, "请尽快查看")  # nobody's turn yet
    assert not Notice.objects.filter(member__in=agents).exists()
    assert UrgeDuty.objects.get().member == clerk  # who acted before is to see that it goes on
    assert standing(matter).is_pool


def test_the_limit_of_the_matter_is_told_to_its_initiator(clock, clerk, agents):
    pooled(clerk)
    clock(at(21, 9))
    assert remind_matters() > 0
    assert told(clerk, "已过办结时限") == 1


def test_reading_passes_and_an_approval_goes_up_to_whoever_keeps_the_flow(
    clock, clerk, director, agents, decide_policy
):
    decide_policy("workflow.auto_pass_allowed", "1")
    acts = (AtLimit(act=LimitAct.PASS),)
    read, approve = (pooled(clerk, at_limit=acts, nature=n) for n in (Nature.READ, Nature.APPROVE))
    clock(at(1, 9, 1))
    schedule.act_by_time()
    assert standing(read).node == "last"
    assert standing(approve).is_pool
    assert "没有人领取" in Escalation.objects.get().reason
    assert Escalation.objects.get().member == director
    assert Pool.objects.standing().get().matter == approve


def test_it_goes_back_or_to_whom_a_rule_names(clock, clerk, registrar, agents):
    back = pooled(clerk, at_limit=(AtLimit(act=LimitAct.RETURN),))
    named = AtLimit(act=LimitAct.TRANSFER, rule=NamedPerson("registrar"))
    on = pooled(clerk, at_limit=(named,))
    clock(at(1, 9, 1))
    schedule.act_by_time()
    assert standing(back).member == clerk
    assert standing(on).member == registrar
    assert not Pool.objects.standing().exists()


def test_without_a_rule_it_has_nobody_above_and_whoever_keeps_the_flow_hears(
    clock, clerk, director, agents
):
    matter = pooled(clerk, at_limit=(AtLimit(act=LimitAct.TRANSFER),))
    clock(at(1, 9, 1))
    schedule.act_by_time()
    assert standing(matter).is_pool
    assert [row.member for row in Escalation.objects.all()] == [director]
    assert told(director, "超时上报") == 1


def test_it_is_told_upwards_and_reminded_of_again(clock, clerk, director, agents):
    acts = (AtLimit(act=LimitAct.REMIND), AtLimit(act=LimitAct.ESCALATE, after=60),
            AtLimit(act=LimitAct.URGE, after=120))  # fmt: skip
    matter = pooled(clerk, at_limit=acts)
    for hour in (9, 10, 11):
        clock(at(1, hour, 1))
        schedule.act_by_time()
    assert told(director, "已超期") == told(director, "超时上报") == 1
    assert told(clerk, "请催办") == 1
    assert standing(matter).is_pool


def test_a_limit_by_instruction_is_told_to_whoever_keeps_the_flow(clock, clerk, director, agents):
    matter = pooled(clerk)
    seat = pool_seat(matter)
    actions.set_turn_deadline(matter, seat, at(0, 17), "局长批示", by=actor_of(clerk))
    assert told(director, "请在") == 1
    actions.set_deadline(matter, at(0, 16), "局长批示", by=actor_of(director))
    assert standing(matter).due == at(0, 16)
