"""Steps of the machine and 到期转到 in the template editor: typed, told when wrong, published."""

from functools import partial

import pytest

from andu.approvals import actions
from andu.approvals.actions.templates import Particulars
from andu.approvals.models import Template
from andu.approvals.tests.test_editor_late import both
from andu.approvals.tests.test_editor_screens import (  # noqa: F401 - fixtures
    FIELDS,
    LIST,
    client,
    drawings,
    leave,
    send,
    step,
)
from andu.approvals.tests.test_editor_votes import page_of, published
from andu.engine import Alarm, Automatic, Call, Fill, Push, Wait
from andu.engine.handlers import Initiator, RoleHolders
from andu.engine.nodes import OnFailure
from andu.engine.tasks import Bring, Carry, Filling, Put
from andu.organisation.models import Role
from andu.workflow import machines
from tests.cast import actor_of
from tests.house.counting import constant_queries, queries_of

MORE = FIELDS | {
    "c-3-label": "开工日期", "c-3-kind": "date", "c-4-label": "结果", "c-4-kind": "text",
}  # fmt: skip
WAIT, CALL, PUSH, FILL = "wait", "call", "push", "fill"


@pytest.fixture(autouse=True)
def addresses(monkeypatch):
    monkeypatch.setitem(machines._hands, "destinations", lambda _organisation: [("7", "财务系统")])


@pytest.fixture
def callable_as(designer, bureau, client):  # noqa: F811
    """A published template that can be called, by its key."""
    return partial(_callable_as, designer, bureau.units["office"], client)


@pytest.fixture
def purchase(callable_as):
    return callable_as("purchase")


def _callable_as(designer, unit, client, key):  # noqa: F811
    about = Particulars(name="采购申请", category="采购", numbering="CG-{year}-{n:04}")
    made = actions.create_template(unit, key, about, by=actor_of(designer))
    fields = {"c-0-label": "用途", "c-0-kind": "long_text", "c-0-required": "on",
              "c-1-label": "数量", "c-1-kind": "number"}  # fmt: skip
    send(client, "fields", fields, key)
    send(client, "steps", people(0, "采购审批"), key)
    done = client.post(f"{LIST}/{key}/publish")
    assert done.status_code == 302, done.content.decode()[:300]
    return Template.objects.get(pk=made.pk)


def people(number, name="审核", **boxes):
    return step(number, name=name, rule="superior", **boxes)


def machine(number, what, name="自动", **boxes):
    """A step of the machine as a browser sends it; m_0_field is a box of its first field."""
    said = {"what": what, "name": name, "next": "", "rule": "initiator", **boxes}
    return {f"s-{number}-{key.replace('_', '-', 2) if key.startswith('m_') else key}": text
            for key, text in said.items()}  # fmt: skip


def posted(client, *steps, fields=MORE):  # noqa: F811
    send(client, "fields", fields)
    answer = send(client, "steps", both(*steps))
    assert answer.status_code == 302
    return page_of(client)


def test_a_wait_is_typed_published_and_read_back(client, leave):  # noqa: F811
    page = posted(
        client, people(0), machine(1, WAIT, "公示期", wait="5", wait_unit="clock_days"),
        machine(2, WAIT, "等开工", wait="2", wait_unit="days", wait_until="kaigongriqi"),
    )  # fmt: skip
    assert "等 5 天" in page and "等到“开工日期”后 2 个工作日" in page
    found = published(client)
    tasks = [node.task for node in found.nodes.values() if isinstance(node, Automatic)]
    assert tasks == [
        Wait(minutes=7200, working=False), Wait(minutes=960, until="kaigongriqi"),
    ]  # fmt: skip
    page = page_of(client)
    assert 'name="s-1-wait" value="5"' in page and 'value="clock_days" selected' in page
    assert 'value="kaigongriqi" selected' in page


def test_a_call_carries_and_brings_fields_in_somebodys_name(client, leave, purchase, bureau):  # noqa: F811
    Role.objects.create(organisation=bureau.organisation, code="buyer", name="采购员")
    call = machine(
        1, CALL, "采购", call="purchase", call_waits="yes", failed="r0", rule="role", role="采购员",
        m_0_is="carry", m_0_field="shiyou", m_0_other="yongtu",
        m_1_is="bring", m_1_field="jieguo", m_1_other="shuliang",
    )  # fmt: skip
    page = posted(client, people(0), call)
    assert "调用“采购申请”并等它办结" in page
    node = next(n for n in published(client).nodes.values() if isinstance(n, Automatic))
    assert node.task == Call(
        flow="purchase", carried=(Carry(field="shiyou", to="yongtu"),),
        brought=(Bring(field="jieguo", source="shuliang"),), starter=RoleHolders("buyer"),
    )  # fmt: skip
    assert (node.on_failure, node.failure_to) == (OnFailure.RETURN, "shenhe")
    page = page_of(client)
    assert 'value="purchase" selected' in page and "用途（多行文字）" in page
    assert 'name="s-1-m-1-other"' in page


def test_what_a_call_lacks_is_told_and_nothing_typed_is_lost(client, leave, purchase):  # noqa: F811
    bare = machine(1, CALL, "采购", call="purchase", call_waits="no", m_0_is="bring",
                   m_0_field="tianshu", m_0_other="yongtu")  # fmt: skip
    page = posted(client, people(0), bare)
    assert "必填字段没有带入：用途" in page
    assert "把“用途”带到“天数”，两个字段的种类不合" in page
    assert "不等调用的流程办结，带不回字段" in page
    assert 'name="s-1-m-0-field"' in page
    assert client.post(f"{LIST}/leave/publish").status_code == 409
    gone = posted(client, people(0), machine(1, CALL, "采购", call="nothing"))
    assert "要调用的流程“nothing”没有发布或已停用" in gone
    assert 'value="nothing" selected' in gone


def test_flows_that_wait_for_one_another_are_told(client, leave, purchase):  # noqa: F811
    to_leave = machine(1, CALL, "请假", call="leave", m_0_is="carry", m_0_field="yongtu",
                       m_0_other="shiyou")  # fmt: skip
    posted(client, people(0))
    assert client.post(f"{LIST}/leave/publish").status_code == 302
    send(client, "steps", both(people(0, "采购审批"), to_leave), "purchase")
    assert client.post(f"{LIST}/purchase/publish").status_code == 302
    back = machine(1, CALL, "采购", call="purchase", m_0_is="carry", m_0_field="shiyou",
                   m_0_other="yongtu")  # fmt: skip
    page = posted(client, people(0), back)
    assert "流程调用成了一圈：请假申请 → 采购申请 → 请假申请" in page
    loose = posted(client, people(0), back | {"s-1-call_waits": "no"})
    assert "成了一圈" not in loose


def test_a_push_goes_to_an_address_there_is(client, leave):  # noqa: F811
    page = posted(client, people(0), machine(1, PUSH, "通知财务", push="7"))
    assert "推送到“财务系统”" in page
    posted(client, people(0), machine(1, PUSH, "通知财务", push="8"))
    assert "要推送到的地址没有了或已停用" in page_of(client)
    posted(client, people(0), machine(1, PUSH, "通知财务", push="7"))
    node = next(n for n in published(client).nodes.values() if isinstance(n, Automatic))
    assert node.task == Push(to="7")


def test_fields_are_filled_with_what_fits_them(client, leave):  # noqa: F811
    fill = machine(
        1, FILL, "登记", m_0_is="put", m_0_field="kaigongriqi", m_0_by="today",
        m_1_is="put", m_1_field="jingbanren", m_1_by="handler",
        m_2_is="put", m_2_field="jieguo", m_2_by="field", m_2_other="shiyou",
        m_3_is="put", m_3_field="tianshu", m_3_by="value", m_3_value="3",
    )  # fmt: skip
    posted(client, people(0), fill)
    node = next(n for n in published(client).nodes.values() if isinstance(n, Automatic))
    assert node.task == Fill(puts=(
        Put(field="kaigongriqi", by=Filling.TODAY), Put(field="jingbanren", by=Filling.HANDLER),
        Put(field="jieguo", by=Filling.FIELD, other="shiyou"), Put(field="tianshu", value="3"),
    ))  # fmt: skip
    assert 'name="s-1-m-3-value" value="3"' in page_of(client)


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        ({"m_0_field": "tianshu", "m_0_value": "三"}, "“天数”填不进“三”：这里填数字"),
        ({"m_0_field": "tianshu", "m_0_by": "today"}, "它不是日期或文字字段"),
        ({"m_0_field": "tianshu", "m_0_by": "handler"}, "它不是人员或文字字段"),
        ({"m_0_field": "tianshu", "m_0_by": "field", "m_0_other": "shiyou"}, "种类不合"),
        ({"m_0_field": "nothing", "m_0_value": "3"}, "要填写的字段“nothing”，表单里没有"),
        ({"m_0_field": "jingbanren", "m_0_value": "查无此人"}, "没有找到“查无此人”"),
        ({"m_0_field": "", "m_0_value": "3"}, "要填写的字段或内容没有写全"),
    ],
)
def test_what_does_not_fit_is_told_with_step_and_field(client, leave, boxes, said):  # noqa: F811
    assert said in posted(client, people(0), machine(1, FILL, "登记", m_0_is="put", **boxes))


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        ({"wait": "很久"}, "“很久”应是不小于零的数"), ({}, "要等多久没有写"),
        ({"wait_until": "tianshu"}, "表单里没有这个日期字段"),
    ],
)  # fmt: skip
def test_a_wait_that_says_nothing_or_nonsense_is_told(client, leave, boxes, said):  # noqa: F811
    page = posted(client, people(0), machine(1, WAIT, "公示期", **boxes))
    assert said in page
    assert f'value="{boxes.get("wait", "")}"' in page


def test_a_step_that_is_left_is_typed_published_and_read_back(client, leave):  # noqa: F811
    late = people(0, "审核", later="3", later_unit="days", later_to="r1")
    other = people(1, "复核", later="8", later_unit="hours", later_to="refused")
    page = posted(client, late, other)
    assert "3 个工作日没办完就转走" in page
    found = published(client)
    alarm = Alarm(key="late_shenhe", of="shenhe", when=Wait(minutes=1440))
    assert found.nodes["late_shenhe"] == alarm
    ways = {(edge.source, edge.target) for edge in found.root.edges}
    assert {("late_shenhe", "fuhe"), ("late_fuhe", "refused")} <= ways
    page = page_of(client)
    assert 'name="s-0-later" value="3"' in page
    assert 'name="s-1-later" value="1"' in page  # eight hours are a day


def test_what_begins_beside_a_late_step_is_typed_published_and_read_back(client, leave):  # noqa: F811
    boxes = {"later": "3", "later_unit": "days", "later_how": "beside", "later_to": "r2"}
    page = posted(
        client, people(0, "审核", **boxes), people(1, "复核"), people(2, "督办", side="on")
    )
    assert "3 个工作日没办完就另办" in page
    assert "本旁路办完" in page
    found = published(client)
    alarm = Alarm(key="late_shenhe", of="shenhe", when=Wait(minutes=1440), opens="branch_duban")
    assert found.nodes["late_shenhe"] == alarm
    assert [node.key for node in found.regions["branch_duban"].nodes] == ["duban"]
    page = page_of(client)
    assert '<option value="beside" selected>' in page
    assert '<option value="on" selected>' in page


def test_what_begins_beside_is_said_to_be_beside(client, leave):  # noqa: F811
    boxes = {"later": "3", "later_unit": "days", "later_how": "beside", "later_to": "r1"}
    assert "要选一个旁路的环节" in posted(client, people(0, "审核", **boxes), people(1, "督办"))
    assert "永远不会开始" in posted(client, people(0, "审核"), people(1, "督办", side="on"))


def test_in_a_group_it_may_not_leave_its_branch(client, leave):  # noqa: F811
    late = people(0, "甲审", group="甲", later="3", later_unit="days", later_to="r2")
    page = posted(client, late, people(1, "乙审", group="甲"), people(2, "签发"))
    assert "到期只能转到同一分支" in page


def test_buttons_add_steps_of_the_machine_and_fields(client, leave):  # noqa: F811
    posted(client, people(0))
    send(client, "steps", people(0) | {"step-act": "machine"})
    page = page_of(client)
    assert 'name="s-1-what"' in page
    send(client, "steps", both(people(0), machine(1, FILL, "")) | {"step-act": "put-1"})
    page = page_of(client)
    assert 'name="s-1-m-0-field"' in page
    again = machine(1, FILL, "", m_0_is="put", m_0_field="tianshu")
    send(client, "steps", both(people(0), again) | {"step-act": "lose-1-0"})
    assert 'name="s-1-m-0-field"' not in page_of(client)


def test_the_matrix_does_not_ask_what_the_machine_may_do(client, leave):  # noqa: F811
    posted(client, people(0), machine(1, WAIT, "公示期", wait="5", wait_unit="days"))
    page = client.get(f"{LIST}/leave/access").content.decode()
    assert "审核" in page and "公示期" not in page


def test_the_page_takes_the_same_statements_for_many_calls(client, leave, purchase):  # noqa: F811
    made = []

    def grow(count):
        for _number in range(count):
            made.append(machine(
                len(made) + 1, CALL, f"采购{len(made)}", call="purchase", m_0_is="carry",
                m_0_field="shiyou", m_0_other="yongtu",
            ))  # fmt: skip
        posted(client, people(0), *made)

    constant_queries(client, f"{LIST}/leave/steps", grow)


def test_nor_do_many_flows_that_are_called_take_more(client, leave, callable_as):  # noqa: F811
    def asked_for(*keys):
        calls = [machine(number, CALL, f"调用{number}", call=key)
                 for number, key in enumerate(keys, 1)]  # fmt: skip
        posted(client, people(0), *calls)
        return min(len(queries_of(client, f"{LIST}/leave/steps")) for _visit in range(2))

    for key in ("one", "two", "three"):
        callable_as(key)
    assert asked_for("one", "two", "three") == asked_for("one")


def test_it_runs_for_each_row_of_a_table(client, leave):  # noqa: F811
    detail = {"c-5-label": "明细", "c-5-kind": "detail", "c-5-k-0-label": "到货日期",
              "c-5-k-0-kind": "date"}  # fmt: skip
    posted(client, people(0), fields=MORE | detail)
    wait = machine(1, WAIT, "等到货", rows="mingxi", wait_until="mingxi.daohuoriqi")
    page = posted(client, people(0), wait, people(2, "验收", rows="mingxi"), fields=MORE | detail)
    assert "表单里没有这个日期字段" not in page
    found = published(client)
    assert found.region_of["dengdaohuo"] == found.region_of["yanshou"]
    assert found.nodes["dengdaohuo"].task == Wait(until="mingxi.daohuoriqi")


def test_without_anything_said_a_call_begins_in_the_initiators_name(client, leave, purchase):  # noqa: F811
    call = machine(1, CALL, "采购", call="purchase", rule="", m_0_is="carry", m_0_field="shiyou",
                   m_0_other="yongtu")  # fmt: skip
    posted(client, people(0), call)
    node = next(n for n in published(client).nodes.values() if isinstance(n, Automatic))
    assert node.task.starter == Initiator()
