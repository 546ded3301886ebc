"""The requests about flows that come with the house run as ordinary matters."""

import pytest
from django.urls import reverse

from andu.approvals.models import Template
from andu.kit.verdict import Refused
from andu.upkeep import actions, starting
from andu.upkeep.forms import StartersForm
from andu.upkeep.queries import defining
from andu.upkeep.queries.wishing import wishes
from andu.workflow.models import Matter, Seat
from tests.cast import actor_of, client_of, give_right

FLOWS = reverse("upkeep:flows")
STARTERS = reverse("upkeep:starters")
NEW = {
    "title": "新建印章借用流程", "urgency": "0", "f-flow": "印章借用", "f-purpose": "外借印章",
    "f-steps": "科长审核", "f-rule": "印章管理办法",
}  # fmt: skip
MISSING = {"title": "缺少退伍登记模板", "urgency": "0", "f-flow": "退伍登记", "f-purpose": "登记"}


@pytest.fixture
def added(designer, bureau, registrar):
    """The office supervises them; 陈砚秋 administers its flows."""
    give_right(registrar, "workflow.matters.administer")
    return actions.add_starters(bureau.units["office"], by=actor_of(designer))


def act(member, verb, **more):
    """The member does what is to be done with the only matter."""
    matter = Matter.objects.get()
    seat = Seat.objects.get(run__matter=matter, member=member, state="open").number
    said = {"verb": verb, "seat": seat, "opinion": "好", **more}
    answer = client_of(member).post(f"/w/{matter.pk}/act", said)
    assert answer.status_code == 302, answer.content.decode()[-3000:]


def test_they_are_published_sound_and_only_once(added, designer, bureau):
    assert [each.key for each in Template.objects.order_by("order")] == list(starting.KEYS)
    for template in Template.objects.all():
        shown = defining.defined(template)
        assert shown.findings == [], template.key
    with pytest.raises(Refused, match="已经都有了"):
        actions.add_starters(bureau.units["office"], by=actor_of(designer))
    assert Template.objects.count() == 3


def test_others_add_none(bureau, clerk, finance_head):
    with pytest.raises(Refused, match="没有管理“办公室”审批模板的权限"):
        actions.add_starters(bureau.units["office"], by=actor_of(clerk))
    assert not Template.objects.exists()
    assert client_of(finance_head).get(STARTERS).status_code == 403


def test_the_page_offers_the_departments_of_ones_right(bureau, office_head, finance_head, clerk):
    give_right(office_head, "approvals.templates.manage", scope=bureau.units["office"])
    give_right(finance_head, "approvals.templates.manage")

    def offered(member):
        form = StartersForm(actor=actor_of(member))
        return {unit.name for unit in form.fields["unit"].queryset}

    assert offered(office_head) == {"办公室"}
    assert {"云澜市城市更新局", "办公室", "财务科"} <= offered(finance_head)
    assert offered(clerk) == set()


def test_the_page_adds_them(designer, bureau, office_head):
    browser = client_of(designer)
    assert "添加内置申请单" in browser.get(FLOWS).content.decode()
    assert browser.post(STARTERS, {"unit": ""}).status_code == 422
    assert browser.post(STARTERS, {"unit": bureau.units["office"].pk}).status_code == 302
    assert "添加内置申请单" not in browser.get(FLOWS).content.decode()
    assert "已经都有了" in browser.get(STARTERS).content.decode()


def test_a_new_flow_is_asked_for_reviewed_and_built(
    added, clerk, office_head, finance_head, registrar, bureau
):
    said = {**NEW, "f-owner": str(bureau.units["finance"].pk)}
    answer = client_of(clerk).post("/start/flow-new", said)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    page = client_of(office_head).get(FLOWS).content.decode()
    assert "没有办完的流程申请" in page
    assert "新建印章借用流程" in page
    act(office_head, "agree")
    act(finance_head, "agree")
    act(office_head, "agree")
    act(registrar, "complete")
    assert Matter.objects.get().state == Matter.State.FINISHED
    assert wishes(actor_of(office_head)).count == 0


def test_a_missing_template_is_supervised_until_it_is_there(
    added, clerk, office_head, finance_head, registrar, bureau
):
    assert client_of(clerk).post("/start/flow-missing", MISSING).status_code == 302
    (line,) = wishes(actor_of(office_head)).lines
    assert line.seats[0].member == office_head
    act(office_head, "agree", **{"f-responsible": str(bureau.units["finance"].pk)})
    act(finance_head, "complete")
    act(registrar, "complete")
    act(clerk, "complete")
    assert Matter.objects.get().state == Matter.State.FINISHED
