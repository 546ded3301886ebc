"""A request that calls another, waits for it, and is filled in by the machine (decision 0218)."""

from dataclasses import replace

import pytest
from django.utils import timezone

from andu.approvals import actions, rules
from andu.approvals.actions.submitting import Paper
from andu.approvals.actions.templates import Edition, Particulars
from andu.approvals.carrying import options_lacking
from andu.approvals.models import Request, Template
from andu.engine import Automatic, Bring, Call, Carry, Fill, Filling, OnFailure, Put, Step, Wait
from andu.engine.handlers import NamedPerson
from andu.forms import filling
from andu.forms.access import Access, everything
from andu.forms.definition import Field, FormDefinition, Kind
from andu.forms.queries import newest_of
from andu.kit.verdict import Refused
from andu.workflow import actions as flow
from andu.workflow import reactions, schedule
from andu.workflow.models import Errand, Matter, Relation, Seat
from andu.workflow.rights import ADMINISTER
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import drawings, line, version_of  # noqa: F401
from andu.workflow.trace import next_holders
from tests.cast import actor_of, client_of, give_right

ITEMS = (
    Field(key="what", label="物品"),
    Field(key="who", label="领用人", kind=Kind.PERSON),
)
ASKING = FormDefinition((
    Field(key="reason", label="事由", required=True),
    Field(key="amount", label="金额", kind=Kind.MONEY),
    Field(key="state", label="状态", kind=Kind.CHOICE, options=("未批", "已批")),
    Field(key="day", label="办结日期", kind=Kind.DATE),
    Field(key="judge", label="审核人", kind=Kind.PERSON),
    Field(key="items", label="明细", kind=Kind.DETAIL, columns=ITEMS),
))  # fmt: skip
CALLED = FormDefinition((
    Field(key="why", label="用途", required=True),
    Field(key="sum", label="用款", kind=Kind.MONEY),
    Field(key="extra", label="说明", required=True),
))  # fmt: skip
CALL = Call(
    flow="pay", carried=(Carry(field="reason", to="why"), Carry(field="amount", to="sum"),
                         Carry(field="amount", to="extra")),
    brought=(Bring(field="amount", source="sum"),),
)  # fmt: skip
LAST = Step(key="decide", name="局长签批", handlers=(NamedPerson("director"),))
PAY = Step(key="pay", name="财务付款", handlers=(NamedPerson("finance_head"),))


def calling(**more) -> Automatic:
    return Automatic(key="call", name="付款", task=replace(CALL, **more), on_failure=OnFailure.END)


def published(designer, unit, key, form, definition):
    about = Particulars(name={"pay": "付款申请"}.get(key, "用款申请"), category="财务",
                        numbering=key.upper() + "-{year}-{n:04}")  # fmt: skip
    template = actions.create_template(unit, key, about, by=actor_of(designer))
    flow_version = version_of(template.organisation, definition)
    draft = dict.fromkeys(form.keys, "write")
    edition = Edition(form=form, flow=flow_version, access={"draft": draft})
    return actions.publish_template(template, edition, by=actor_of(designer))


@pytest.fixture
def pay(designer, bureau):
    return published(designer, bureau.units["office"], "pay", CALLED, line(PAY))


@pytest.fixture
def unchecked(monkeypatch):
    """What publishing would refuse: the called template or the form has changed since."""
    monkeypatch.setattr(rules, "standing_against", lambda *_all: [])


@pytest.fixture
def ask(designer, bureau, clerk):
    """The clerk asks for money in a flow with these steps."""

    def asked(*steps, **fields):
        unit = bureau.units["office"]
        version = published(designer, unit, "money", ASKING, line(*steps, LAST))
        posted = {"f-reason": "买书", "f-amount": "120.50"} | fields
        rights = everything(ASKING, Access.OPTIONAL)
        cleaned = filling.clean(ASKING, rights, posted, {}, actor=actor_of(clerk))
        assert cleaned.is_sound, cleaned.errors
        paper = Paper(title="购书用款", cleaned=cleaned)
        return actions.submit(version, paper, None, by=actor_of(clerk))

    return asked


def values_of(request):
    return newest_of(request.record_id).values


def whose_turn(matter):
    seats = Seat.objects.filter(run__matter=matter, state="open")
    return list(seats.values_list("member__code", flat=True))


def agree(matter, member):
    seat = Seat.objects.get(run__matter=matter, member=member, state="open").number
    flow.agree(matter, seat, Deed(opinion="同意", as_it_stands=True), by=actor_of(member))


def called_by(request):
    return Errand.objects.get(run__matter=request.matter, kind="call").called


class TestCalls:
    def test_the_called_matter_begins_with_what_is_carried(self, pay, ask, clerk):
        request = ask(calling())
        schedule.do_errands()
        called = called_by(request)
        theirs = Request.objects.get(matter=called)
        assert (called.title, called.initiator) == ("付款申请：购书用款", clerk)
        assert values_of(theirs) == {"why": "买书", "sum": 12050, "extra": "¥ 120.50"}
        assert whose_turn(request.matter) == []
        assert Relation.objects.count() == 1

    def test_it_begins_once(self, pay, ask):
        request = ask(calling())
        for _again in range(3):
            schedule.do_errands()
        assert Matter.objects.filter(label="付款申请").count() == 1
        assert called_by(request) is not None

    def test_the_way_goes_on_with_its_end_and_what_it_brings(
        self, pay, ask, finance_head, django_capture_on_commit_callbacks
    ):
        request = ask(calling())
        schedule.do_errands()
        agree(called_by(request), finance_head)
        schedule.do_errands()
        assert whose_turn(request.matter) == ["director"]
        assert values_of(request)["amount"] == 12050

    def test_refused_it_ends_ours_too(self, pay, ask, finance_head):
        request = ask(calling())
        schedule.do_errands()
        called = called_by(request)
        seat = Seat.objects.get(run__matter=called, state="open").number
        flow.disagree(called, seat, Deed(opinion="没有预算"), by=actor_of(finance_head))
        schedule.do_errands()
        request.matter.refresh_from_db()
        assert request.matter.state == Matter.State.REFUSED

    def test_asynchronous_ours_goes_on_at_once(self, pay, ask):
        request = ask(calling(waits=False, brought=()))
        schedule.do_errands()
        assert whose_turn(request.matter) == ["director"]
        assert called_by(request).is_open

    def test_ours_withdrawn_ends_what_nobody_waits_for(self, pay, ask, clerk):
        request = ask(calling())
        schedule.do_errands()
        called, errand = called_by(request), Errand.objects.get(kind="call")
        flow.withdraw(request.matter, by=actor_of(clerk))
        reactions.end_called(errand.pk)
        called.refresh_from_db()
        assert called.state == Matter.State.TERMINATED

    def test_what_must_be_filled_in_and_is_not_is_named(self, pay, ask, unchecked):
        ask(calling(carried=CALL.carried[:2]))
        schedule.do_errands()
        errand = Errand.objects.get(kind="call")
        assert errand.state == Errand.State.STUCK
        assert "说明" in errand.problem
        assert not Matter.objects.filter(label="付款申请").exists()

    @pytest.mark.parametrize("what", ["closed", "missing"])
    def test_a_flow_that_is_not_there_is_named(self, what, pay, ask, designer, unchecked):
        if what == "closed":
            actions.close_template(Template.objects.get(key="pay"), by=actor_of(designer))
        ask(calling() if what == "closed" else calling(flow="nothing"))
        schedule.do_errands()
        problem = Errand.objects.get(kind="call").problem
        assert ("付款申请" if what == "closed" else "nothing") in problem


class TestOptions:
    """What can be chosen here and not there would be stuck at the call: told at publishing."""

    MARK = Field(key="mark", label="结论", kind=Kind.CHOICE, options=("已批",))

    def test_a_carried_choice_the_called_form_does_not_know(self, designer, bureau, ask):
        form = FormDefinition((*CALLED, self.MARK))
        published(designer, bureau.units["office"], "pay", form, line(PAY))
        call = calling(carried=(*CALL.carried, Carry(field="state", to="mark")))
        with pytest.raises(Refused, match="把“状态”带到“结论”，那里没有选项“未批”"):
            ask(call)
        assert not Request.objects.exists()

    def test_of_tables_the_columns_that_both_have(self):
        known = Field(key="mark", label="结论", kind=Kind.CHOICE, options=("已批", "未批"))
        ours = Field(key="items", label="明细", kind=Kind.DETAIL, columns=(*ITEMS, known))
        theirs = replace(ours, columns=(self.MARK,))
        assert options_lacking(ours, theirs) == ["未批"]
        assert options_lacking(theirs, ours) == []


class TestWordsAfterAnAct:
    """Nobody has it: the message says what it waits for."""

    def waiting(self, until="day"):
        return Automatic(key="wait", name="生效日期", task=Wait(until=until))

    def test_a_day_to_come(self, ask):
        matter = ask(self.waiting(), **{"f-day": "2099-12-05"}).matter
        assert next_holders(matter) == "现在等待：2099-12-05 生效日期"
        schedule.do_errands()
        assert next_holders(Matter.objects.get()) == "现在等待：2099-12-05 生效日期"

    def test_a_day_that_is_past(self, ask):
        matter = ask(self.waiting(), **{"f-day": "2020-12-05"}).matter
        assert next_holders(matter) == "正在自动办理：生效日期"
        schedule.do_errands()
        assert "局长签批" in next_holders(Matter.objects.get())

    def test_a_day_nobody_has_given(self, ask):
        matter = ask(self.waiting()).matter
        assert next_holders(matter) == "现在等待：生效日期"
        schedule.do_errands()
        matter = Matter.objects.get(pk=matter.pk)
        assert next_holders(matter) == "自动环节受阻：生效日期，等流程管理员处理"

    def test_a_called_matter(self, pay, ask, clerk):
        assert next_holders(ask(calling()).matter) == "正在自动办理：付款"

    def test_whoever_submits_or_agrees_reads_it(self, ask, clerk, office_head):
        first = Step(key="first", name="科长审核", handlers=(NamedPerson("office_head"),))
        matter = ask(first, self.waiting(), **{"f-day": "2099-12-05"}).matter
        seat = Seat.objects.get(run__matter=matter, state="open").number
        sent = {"verb": "agree", "seat": seat, "opinion": "同意"}
        answer = client_of(office_head).post(f"{matter.get_absolute_url()}/act", sent, follow=True)
        assert "已同意，现在等待：2099-12-05 生效日期。" in answer.content.decode()


class TestFilling:
    def filled(self, ask, *puts, **fields):
        request = ask(Automatic(key="fill", name="回填", task=Fill(puts=puts)), **fields)
        schedule.do_errands()
        return request

    def test_values_days_and_people(self, ask, clerk):
        request = self.filled(
            ask, Put(field="state", value="已批"), Put(field="day", by=Filling.TODAY),
            Put(field="judge", by=Filling.INITIATOR),
            Put(field="reason", by=Filling.FIELD, other="amount"),
            Put(field="amount", by=Filling.NOTHING),
        )  # fmt: skip
        found = values_of(request)
        assert found["state"] == "已批"
        assert found["day"] == timezone.localdate().isoformat()
        assert found["judge"]["id"] == clerk.pk
        assert (found["reason"], found["amount"]) == ("¥ 120.50", None)
        assert whose_turn(request.matter) == ["director"]

    @pytest.mark.parametrize(
        ("put", "why"),
        [
            (Put(field="state", value="再议"), "状态"),
            (Put(field="amount", value="很多"), "金额"),
            (Put(field="gone", value="x"), "gone"),
            (Put(field="amount", by=Filling.FIELD, other="day"), "不是同一种字段"),
            (Put(field="amount", by=Filling.INITIATOR), "不是人员字段"),
        ],
    )
    def test_what_does_not_fit_is_stuck_and_says_why(self, ask, put, why, unchecked):
        request = self.filled(ask, put)
        errand = Errand.objects.get(run__matter=request.matter)
        assert errand.state == Errand.State.STUCK
        assert why in errand.problem
        assert values_of(request)["amount"] == 12050


class TestPages:
    @pytest.fixture
    def keeper(self, registrar):
        give_right(registrar, ADMINISTER.code)
        return registrar

    @pytest.fixture
    def stuck(self, ask, unchecked):
        request = ask(calling(flow="nothing"))
        schedule.do_errands()
        return request

    def test_the_page_says_what_the_machine_waits_for(self, pay, ask, clerk):
        request = ask(calling())
        schedule.do_errands()
        page = client_of(clerk).get(request.matter.get_absolute_url()).content.decode()
        assert "“付款”：等待调用的事项办结。" in page
        assert called_by(request).get_absolute_url() in page

    def test_whoever_looks_after_the_flow_has_it_tried_again(
        self, stuck, keeper, clerk, designer, bureau
    ):
        address = stuck.matter.get_absolute_url()
        page = client_of(keeper).get(address).content.decode()
        assert "自动环节“付款”受阻：要调用的流程“nothing”没有启用。" in page
        assert "重试自动环节" in page
        assert "重试自动环节" not in client_of(clerk).get(address).content.decode()
        client_of(keeper).post(f"{address}/retry")
        assert Errand.objects.get(kind="call").state == Errand.State.STUCK
        published(designer, bureau.units["office"], "nothing", CALLED, line(PAY))
        client_of(keeper).post(f"{address}/retry")
        assert called_by(stuck) is not None

    def test_or_goes_on_without_it(self, stuck, keeper, clerk):
        address, errand = stuck.matter.get_absolute_url(), Errand.objects.get(kind="call")
        said = {"errand": errand.pk, "reason": "已线下付款"}
        client_of(clerk).post(f"{address}/settle", said)
        refused = client_of(keeper).post(f"{address}/settle", {**said, "reason": ""})
        assert "请写明为什么" in refused.content.decode()
        refused = client_of(keeper).post(f"{address}/settle", {**said, "errand": "0"})
        assert "请选择要跳过" in refused.content.decode()
        assert whose_turn(stuck.matter) == []
        client_of(keeper).post(f"{address}/settle", said)
        assert whose_turn(stuck.matter) == ["director"]
