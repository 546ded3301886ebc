"""A template whose steps ask an authority matrix: chosen in the editor, laid beside the form,
submitted by somebody who cannot choose who decides."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from andu.approvals import access, actions
from andu.approvals.actions.submitting import Paper
from andu.approvals.foreseeing import way_of
from andu.approvals.models import Request, TemplateVersion
from andu.approvals.picturing import namer_of
from andu.approvals.tests.test_editor_screens import (  # noqa: F401 - fixtures
    LIST,
    client,
    drawings,
    leave,
    send,
    step,
)
from andu.authority import actions as matrices
from andu.authority.actions.keeping import Called
from andu.authority.models import Matrix
from andu.authority.tests.samples import lines
from andu.engine.handlers import FromMatrix, Nobody, Otherwise, Part
from andu.forms import filling
from andu.kit.verdict import Refused
from andu.workflow.compiled import definition_of
from andu.workflow.models import Seat
from tests.cast import actor_of, client_of, give_right

FIELDS = {
    "c-0-label": "费用类别", "c-0-kind": "choice", "c-0-options": "办公费\n差旅费",
    "c-0-required": "on", "c-1-label": "付款金额", "c-1-kind": "money", "c-1-required": "on",
}  # fmt: skip
BY = {"matrix": "funds", "by_category": "feiyongleibie", "by_amount": "fukuanjine"}
ROWS = (
    ("办公费", "", "", "5万", "", "岗位：局长"),
    ("办公费", "", "5万", "", "财务科负责人", "岗位：局长"),
    ("其余", "", "", "", "财务科负责人", "岗位：局长"),
)


@pytest.fixture
def funds(bureau, registrar):
    """资金审批权限表, in force."""

    def published(rows=ROWS, labels=("费用类别", "")):
        give_right(registrar, "authority.manage")
        by, unit = actor_of(registrar), bureau.units["finance"]
        called = Called(name="资金审批权限表", category=labels[0], attribute=labels[1])
        matrix = matrices.create_matrix(unit, "funds", called, by=by)
        about = matrices.About(regulation="资金管理办法", valid_from=timezone.localdate())
        matrices.save_draft(matrix, lines(rows), about, by=by)
        return matrices.publish_version(matrix, by=by)

    return published


def steps(**more):
    sign = step(
        0, name="会签", rule="matrix_countersign", mode="all", **BY | {"nobody": "pass"} | more
    )
    return sign | step(1, name="审批", rule="matrix_final", **BY)


def published(client):  # noqa: F811
    send(client, "fields", FIELDS)
    send(client, "steps", steps())
    assert client.post(f"{LIST}/leave/publish").status_code == 302
    return TemplateVersion.objects.get()


def submit(version, who, kind, amount):
    posted = {"f-feiyongleibie": kind, "f-fukuanjine": amount, "title": "付款", "urgency": "0"}
    by = actor_of(who)
    rows = access.at_step(version, "draft")
    cleaned = filling.clean(version.form_version.definition, rows, posted, {}, actor=by)
    return actions.submit(version, Paper(title="付款", urgency=0, cleaned=cleaned), None, by=by)


def test_steps_that_ask_a_matrix_are_written_and_read_again(client, leave, funds):  # noqa: F811
    funds()
    version = published(client)
    sign, decide = definition_of(version.flow_version_id).steps
    fields = ("feiyongleibie", "fukuanjine")
    assert sign.handlers == (FromMatrix("funds", Part.COUNTERSIGN, *fields),)
    assert decide.handlers == (FromMatrix("funds", Part.FINAL, *fields),)
    assert sign.nobody == Nobody(Otherwise.PASS)
    page = client.get(f"{LIST}/leave/steps").content.decode()
    assert '<option value="funds" selected>资金审批权限表' in page
    assert '<option value="pass" selected>自动通过' in page
    assert "《资金审批权限表》规定的审批人" in page


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        ({"by_amount": ""}, "按金额区分，环节“会签”还没有选看哪个金额字段"),
        ({"by_amount": "feiyongleibie"}, "表单里没有这个金额字段"),
        ({"by_category": ""}, "按费用类别区分，环节“会签”还没有选看哪个字段"),
        ({"by_category": "leibi"}, "看字段“leibi”，表单里没有这个选项或文字字段"),
        ({"nobody": "administrator"}, "请把环节“会签”的“找不到人时”改为自动通过"),
        ({"matrix": ""}, "请选择按哪张核决权限表"),
    ],
)
def test_what_the_matrix_cannot_answer_is_told(client, leave, funds, boxes, words):  # noqa: F811
    funds()
    send(client, "fields", FIELDS)
    send(client, "steps", steps(**boxes))
    assert words in client.get(f"{LIST}/leave/steps").content.decode()
    client.post(f"{LIST}/leave/publish")
    assert not TemplateVersion.objects.exists()


def test_an_option_without_a_row_is_told_before_anybody_chooses_it(client, leave, funds):  # noqa: F811
    funds(ROWS[:2])
    send(client, "fields", FIELDS)
    send(client, "steps", steps())
    page = client.get(f"{LIST}/leave/steps").content.decode()
    assert "没有规定费用类别“差旅费”，选它的事项不能提交" in page


def test_without_a_matrix_in_force_none_can_be_chosen(client, leave):  # noqa: F811
    send(client, "fields", FIELDS)
    send(client, "steps", steps())
    page = client.get(f"{LIST}/leave/steps").content.decode()
    assert "还没有生效的核决权限表" in page


def test_the_initiator_sees_who_will_sign_and_by_which_row(client, leave, funds, clerk):  # noqa: F811
    funds()
    version = published(client)
    facts = {"feiyongleibie": "办公费", "fukuanjine": 100}
    way = way_of(version, facts, {}, actor_of(clerk))
    assert [(stop.step, stop.people) for stop in way.stops] == [("审批", "沈知远")]
    assert way.stops[0].basis == "按《资金审批权限表》第 1 版第 1 行（依据《资金管理办法》）"
    empty = way_of(version, {}, {}, actor_of(clerk))
    assert "“费用类别”还没有填写" in empty.obstacle


def test_before_the_form_is_filled_in_the_way_tells_as_much_as_it_can(client, leave, funds, clerk):  # noqa: F811
    funds()
    send(client, "fields", FIELDS)
    check = step(2, name="审核", rule="superior", level="1")
    send(client, "steps", check | steps())
    assert client.post(f"{LIST}/leave/publish").status_code == 302
    way = way_of(TemplateVersion.objects.get(), {}, {}, actor_of(clerk))
    assert [(stop.step, stop.people) for stop in way.stops] == [
        ("审核", "罗曼青"), ("会签", ""), ("审批", ""),
    ]  # fmt: skip
    assert "“费用类别”还没有填写" in way.pending


def test_a_request_goes_to_those_the_row_names(client, leave, funds, clerk):  # noqa: F811
    funds()
    request = submit(published(client), clerk, "差旅费", "80")
    assert Seat.objects.get(run__matter=request.matter, state="open").member_name == "周牧野"
    page = client_of(clerk).get(request.matter.get_absolute_url()).content.decode()
    assert "按《资金审批权限表》第 1 版第 3 行" in page


def test_a_closed_matrix_is_called_by_its_name_where_running_flows_ask_it(
    client,  # noqa: F811
    leave,  # noqa: F811
    funds,
    clerk,
    registrar,
):
    funds()
    version = published(client)
    request = submit(version, clerk, "差旅费", "80")
    matrices.close_matrix(Matrix.objects.get(), by=actor_of(registrar))
    page = client_of(clerk).get(request.matter.get_absolute_url() + "/diagram").content.decode()
    assert "《资金审批权限表》规定的审批人" in page and "《funds》" not in page
    name = namer_of(version)
    with CaptureQueriesContext(connection) as seen:
        assert name("matrix", "funds") == name("matrix", "funds") == "资金审批权限表"
        assert name("matrix", "gone") == "gone"
    assert len(seen) == 1


def test_a_matter_is_never_approved_by_nobody(client, leave, funds, clerk):  # noqa: F811
    """The countersign is passed over, the decision never is."""
    funds()
    request = submit(published(client), clerk, "办公费", "80")
    seat = Seat.objects.exclude(node="draft").get(run__matter=request.matter)
    assert (seat.step, seat.member_name) == ("审批", "沈知远")


def test_what_falls_into_a_hole_is_not_submitted(
    client,  # noqa: F811
    leave,  # noqa: F811
    funds,
    clerk,
    registrar,
):
    funds()
    version = published(client)
    by, kept = actor_of(registrar), Matrix.objects.get()
    about = matrices.About(regulation="新办法", valid_from=timezone.localdate())
    matrices.save_draft(kept, lines(ROWS[:2]), about, by=by)
    matrices.publish_version(kept, by=by)
    with pytest.raises(Refused, match="第 2 版没有规定“差旅费，80 元”由谁审批"):
        submit(version, clerk, "差旅费", "80")
    assert not Request.objects.exists()
