"""The written rule of a flow, and what its versions came from."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from andu.audit.recording import entries_of
from andu.kit.verdict import Refused
from andu.upkeep import actions
from andu.upkeep.actions import Regulation
from andu.upkeep.models import Basis, WrittenRule
from andu.upkeep.queries import defining
from tests.cast import actor_of, client_of

TODAY = timezone.localdate


def regulation(name="请假管理办法", **more):
    return Regulation(**{"name": name, "valid_from": TODAY(), **more})


def at(name, *args):
    return reverse(f"upkeep:{name}", args=args)


def test_a_rule_is_written_and_replaced_without_being_lost(version, template, office_head):
    by = actor_of(office_head)
    first = regulation(document_number="云更发〔2025〕3号")
    actions.write_rule(template, first, by=by)
    newer = regulation("请假管理办法（修订）", link="https://oa.example/rules/3", basis="改为两级")
    made = actions.write_rule(template, newer, by=by)
    now, earlier = defining.written_of(template)
    assert now == made
    assert [each.cited for each in earlier] == ["《请假管理办法》（云更发〔2025〕3号）"]
    assert "《请假管理办法（修订）》" in entries_of(template).last().sentence


def test_a_rule_to_come_does_not_hold_yet(version, template, office_head):
    later = regulation(valid_from=TODAY() + datetime.timedelta(days=30))
    actions.write_rule(template, later, by=actor_of(office_head))
    now, to_come = defining.written_of(template)
    assert now is None
    assert len(to_come) == 1


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"name": " "}, "请填写制度名称"), ({"link": "javascript:alert(1)"}, "http"),
        ({"link": "https://["}, "http"), ({"valid_from": datetime.date(1900, 1, 1)}, "检查年份"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_rule_is_told(version, template, office_head, changes, why):
    with pytest.raises(Refused, match=why):
        actions.write_rule(template, regulation(**changes), by=actor_of(office_head))
    assert not WrittenRule.objects.exists()


def test_others_write_no_rule(version, template, clerk, finance_head):
    for member in (clerk, finance_head):
        with pytest.raises(Refused, match="归口部门“办公室”的负责人"):
            actions.write_rule(template, regulation(), by=actor_of(member))
    assert not WrittenRule.objects.exists()


def test_a_contact_looks_and_writes_nothing(version, template, clerk):
    clerk.appointments.update(duty="contact")
    page = client_of(clerk).get(at("flow", "leave"))
    assert page.status_code == 200
    assert "只有流程管理员和归口部门" in page.content.decode()
    with pytest.raises(Refused, match="负责人"):
        actions.write_rule(template, regulation(), by=actor_of(clerk))


def test_the_page_writes_a_rule_with_its_file(version, template, browser, finance_head, outsider):
    file = SimpleUploadedFile("办法.txt", "第一条".encode())
    said = {"name": "请假管理办法", "valid_from": TODAY().isoformat(), "file": file}
    answer = browser.post(at("rule", "leave"), said)
    assert answer.headers["Location"] == at("flow", "leave")
    assert "《请假管理办法》" in browser.get(at("flow", "leave")).content.decode()
    assert "《请假管理办法》" in browser.get(at("flows")).content.decode()
    taken = client_of(finance_head).get(at("rule_file", "leave", 1))
    assert b"".join(taken.streaming_content) == "第一条".encode()
    assert client_of(outsider).get(at("rule_file", "leave", 1)).status_code == 404
    assert browser.get(at("rule_file", "leave", 2)).status_code == 404


def test_a_refused_rule_keeps_what_was_typed(version, browser):
    said = {"name": "请假管理办法", "valid_from": TODAY().isoformat(), "link": "ftp://x"}
    answer = browser.post(at("rule", "leave"), said)
    assert answer.status_code == 422
    assert "ftp://x" in answer.content.decode()
    assert not WrittenRule.objects.exists()


def test_a_version_says_what_it_came_from(submit, template, version, browser, office_head):
    matter = submit().matter
    said = {"words": "流程优化申请批准", "serial": matter.serial}
    answer = browser.post(at("basis", "leave", 1), said)
    assert answer.headers["Location"] == at("flow", "leave")
    page = browser.get(at("flow", "leave")).content.decode()
    assert "流程优化申请批准" in page
    assert matter.get_absolute_url() in page
    actions.ground(version, "按办法第三条", by=actor_of(office_head))
    (shown,) = defining.versions_of(template, actor_of(office_head))
    assert shown.basis.words == "按办法第三条"
    assert Basis.objects.count() == 2


def test_an_unknown_serial_and_somebody_elses_matter_are_refused(submit, version, browser, keeper):
    answer = browser.post(at("basis", "leave", 1), {"words": "批准", "serial": "没有"})
    assert answer.status_code == 422
    assert "没有找到这个编号" in answer.content.decode()
    with pytest.raises(Refused, match="请写明这一版的依据"):
        actions.ground(version, " ", by=actor_of(keeper))
    assert not Basis.objects.exists()


def test_one_who_may_not_see_the_matter_cannot_name_it(submit, version, bureau):
    matter, head = submit().matter, bureau.members["office_head"]
    matter.participants.filter(member=head).delete()
    with pytest.raises(Refused, match="看不到这件事项"):
        actions.ground(version, "批准", matter, by=actor_of(head))


def test_the_page_shows_picture_findings_and_versions(submit, browser, finance_head, template):
    submit()
    page = browser.get(at("flow", "leave")).content.decode()
    assert "<svg" in page
    assert "没有问题" in page
    assert browser.get(f"{at('flow', 'leave')}?version=1").status_code == 200
    assert browser.get(f"{at('flow', 'leave')}?version=9").status_code == 404
    assert client_of(finance_head).get(at("flow", "leave")).status_code == 404


def test_findings_name_place_reason_and_remedy(version, template, bureau):
    finance = bureau.members["finance_head"]
    type(finance).objects.filter(pk=finance.pk).update(code="gone")
    shown = defining.defined(version.template)
    (found,) = [each for each in shown.findings if "finance_head" in each.reason]
    assert found.element == "会签"
    assert "请改选" in found.remedy


def test_a_flow_without_a_version_has_a_page(template, browser):
    page = browser.get(at("flow", "leave")).content.decode()
    assert "还没有发布过" in page
