import pytest

from andu.audit.models import Entry
from andu.identity.models import Account
from andu.identity.rights import MANAGE as ACCOUNTS
from andu.kit.verdict import Refused
from andu.organisation import actions
from andu.organisation.acting import chosen_place
from andu.organisation.actions.members import About, NewPlace
from andu.organisation.models import Appointment, Member
from andu.organisation.rights import MANAGE
from tests.cast import actor_of, give_right

BASIS = "附表1-2026-003"


@pytest.fixture
def keeper(registrar):
    """陈砚秋, who may keep people and accounts."""
    give_right(registrar, MANAGE.code, ACCOUNTS.code)
    return actor_of(registrar)


def test_a_new_person_has_a_place_and_an_account_that_waits(bureau, keeper):
    place = NewPlace(bureau.units["office"], bureau.posts["科员"])
    who = actions.add_member("2001", About("单雄信"), place, by=keeper, basis=BASIS)
    assert who.pinyin == "shanxiongxin"
    assert who.account.state == Account.State.AWAITING
    assert who.appointments.get().is_main
    with pytest.raises(Refused, match="已有人使用"):
        actions.add_member("2001", About("甲"), place, by=keeper, basis=BASIS)


def test_a_clerk_adds_nobody(bureau, clerk):
    place = NewPlace(bureau.units["office"])
    with pytest.raises(Refused):
        actions.add_member("2001", About("甲"), place, by=actor_of(clerk), basis=BASIS)
    assert Member.objects.count() == 5
    assert not Entry.objects.exists()


def test_what_is_known_of_a_person_is_edited(clerk, keeper):
    about = About("方亦舒", mobile="13800000009")
    assert actions.edit_member(clerk, about, by=keeper).mobile == "13800000009"
    assert Entry.objects.get().sentence == "陈砚秋 修改了 方亦舒 的手机"
    with pytest.raises(Refused):
        actions.edit_member(clerk, about, by=actor_of(clerk))


def test_a_new_main_place_ends_the_former_one(bureau, clerk, keeper):
    place = NewPlace(bureau.units["finance"], bureau.posts["科长"], is_main=True)
    actions.appoint(clerk, place, by=keeper)
    now = clerk.appointments.current().get()
    assert now.unit == bureau.units["finance"]
    assert clerk.appointments.count() == 2


def test_a_leader_is_put_in_charge_and_relieved(bureau, director, keeper):
    place = NewPlace(bureau.units["finance"], duty=Appointment.Duty.LEADER)
    made = actions.appoint(director, place, by=keeper)
    assert made.get_duty_display() == "分管领导"
    actions.end_appointment(made, by=keeper)
    assert not director.appointments.filter(duty="leader").exists()
    with pytest.raises(Refused, match="主职"):
        actions.end_appointment(director.appointments.get(), by=keeper)


def test_nobody_is_their_own_superior(bureau, clerk, keeper):
    place = NewPlace(bureau.units["finance"], superior=clerk)
    with pytest.raises(Refused, match="本人"):
        actions.appoint(clerk, place, by=keeper)


def test_nobody_is_appointed_to_a_foreign_unit(clerk, outsider, keeper):
    place = NewPlace(outsider.appointments.get().unit)
    with pytest.raises(Refused, match="不属于本机构"):
        actions.appoint(clerk, place, by=keeper)
    assert clerk.appointments.count() == 1


def test_who_leaves_keeps_no_place_and_no_way_in(clerk, keeper):
    actions.see_out(clerk, by=keeper, basis=BASIS)
    clerk.refresh_from_db()
    assert (clerk.state, clerk.account.state) == ("left", "suspended")
    assert not clerk.appointments.current().exists()
    with pytest.raises(Refused, match="已经办理离职"):
        actions.see_out(clerk, by=keeper, basis=BASIS)


def test_nobody_sees_themselves_out(registrar, keeper):
    with pytest.raises(Refused, match="不能给自己"):
        actions.see_out(registrar, by=keeper, basis=BASIS)


def test_acting_as_another_place(bureau, clerk, outsider, keeper):
    second = actions.appoint(clerk, NewPlace(bureau.units["finance"]), by=keeper)
    assert chosen_place(clerk, second.pk) == second
    assert chosen_place(clerk, outsider.appointments.get().pk) is None
