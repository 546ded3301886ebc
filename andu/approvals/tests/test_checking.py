"""检核 and responsibility on the page of a request, and for programs (WF-21, WF-22)."""

import pytest

from andu.api.tests.programs import program
from andu.policy.models import Decision
from andu.policy.reading import forget
from andu.workflow.models import Finding, History
from andu.workflow.policy import CHECK
from andu.workflow.tests.conftest import decided_on, seat_of
from tests.cast import client_of, give_right


@pytest.fixture
def matter(submit, clerk):
    """A request that waits for the head of the office, where the step before is checked."""
    made = submit().matter
    decided_on(clerk, CHECK, "1")
    yield made
    Decision.objects.filter(code=CHECK.code).delete()
    forget()


def test_the_tick_is_asked_for_and_what_was_typed_stays(matter, office_head):
    desk = client_of(office_head)
    page = desk.get(f"/w/{matter.pk}").content.decode()
    assert "上一环节“发起人提交”按流程执行" in page
    said = {"verb": "agree", "opinion": "可以", "seat": seat_of(matter, office_head)}
    refused = desk.post(f"/w/{matter.pk}/act", said)
    assert refused.status_code == 422
    assert "请先检核" in refused.content.decode() and "可以" in refused.content.decode()
    assert not History.objects.filter(how="agreed").exists()
    desk.post(f"/w/{matter.pk}/act", said | {"checked": "on"})
    assert History.objects.get(how="agreed").details["checked"] == {"steps": "发起人提交"}
    printed = desk.get(f"/w/{matter.pk}/print").content.decode()
    assert "检核：上一环节“发起人提交”按流程执行" in printed


def test_a_deviation_is_reported_from_the_dialog(matter, office_head, clerk):
    desk = client_of(office_head)
    page = desk.get(f"/w/{matter.pk}/deviate").content.decode()
    assert "没有按流程执行的环节" in page
    refused = desk.post(f"/w/{matter.pk}/deviate", {"target": "draft", "way": "rewalk"})
    assert refused.status_code == 422 and 'value="rewalk" checked' in refused.content.decode()
    target = page.split('name="target" value="')[1].split('"')[0]
    desk.post(f"/w/{matter.pk}/deviate", {"target": target, "reason": "没有附清单"})
    assert Finding.objects.get().reason == "没有附清单"
    assert "没有附清单" in client_of(clerk).get(f"/w/{matter.pk}").content.decode()
    assert "没有附清单" in client_of(clerk).get("/me/responsibility").content.decode()


def test_a_program_checks_reports_and_finds(matter, office_head, registrar, clerk):
    found = program(office_head).get(f"/api/matters/{matter.pk}").json()
    assert found["to_check"] == "发起人提交"
    path = f"matters/{matter.pk}"
    refused = program(office_head).send(f"{path}/decision", verb="agree")
    assert refused.json()["code"] == "check-missing"
    done = program(office_head).send(f"{path}/decision", verb="agree", checked=True)
    assert done.status_code == 200
    give_right(registrar, "workflow.matters.administer")
    keeper, node = program(registrar), History.objects.get(how="agreed").node
    words = {"target": node, "reason": "没有核对", "basis": "手册"}
    assert program(clerk).send(f"{path}/operations/fault", **words).status_code in (403, 404, 409)
    assert not Finding.objects.exists()
    assert keeper.send(f"{path}/operations/fault", **words).status_code == 200
    mine = program(office_head).get("/api/responsibilities?whose=mine").json()
    assert [row["part"] for row in mine] == ["fault"]
    found = keeper.send(f"{path}/operations/unfault", reason="已补")
    assert found.status_code == 200
    assert Finding.objects.get().state == "withdrawn"
