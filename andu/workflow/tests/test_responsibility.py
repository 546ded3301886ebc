"""责任认定: a step is found at fault, or that is withdrawn; who reads it (WF-22)."""

from itertools import count

import pytest

from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.workflow import actions
from andu.workflow.actions.checking import Fault
from andu.workflow.models import Finding, Responsibility
from andu.workflow.responsibilities import entries, narrowing_of
from andu.workflow.tests.conftest import begin, countersign, seat_of
from tests.cast import actor_of, client_of, give_right, make_member
from tests.house.counting import constant_queries

PAGE = "/me/responsibility"
FAULT = Fault("sign", "没有核对预算", "内控手册第 12 条")


@pytest.fixture
def done(clerk, office_head, finance_head, director):
    """A matter that went through all its steps."""
    matter = begin(clerk, countersign("finance_head"))
    for who in (office_head, finance_head, director):
        actions.agree(matter, seat_of(matter, who), by=actor_of(who))
    return matter


@pytest.fixture
def keeper(registrar):
    """Who administers flows."""
    give_right(registrar, "workflow.matters.administer")
    return registrar


def test_before_and_after_answer_alike(done, keeper, office_head, finance_head, director):
    found = actions.find_fault(done, FAULT, by=actor_of(keeper))
    assert dict(found.entries.values_list("member", "part")) == {
        finance_head.pk: "fault", office_head.pk: "before", director.pk: "after",
    }  # fmt: skip
    assert set(found.entries.values_list("unit_name", flat=True)) == {
        "财务科", "办公室", "云澜市城市更新局",
    }  # fmt: skip
    told = Notice.objects.filter(kind="workflow.responsible").values_list("member", flat=True)
    assert set(told) == {finance_head.pk, office_head.pk, director.pk}


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault("sign", " "), "写明理由"), (Fault("nowhere", "缺"), "还没有人办理过"),
        (Fault("sign", "字" * 2001), "最多 2000 字"),
        (        Fault("sign", "缺", "据" * 201), "依据最多"),
    ],
)  # fmt: skip
def test_what_is_not_well_founded_is_refused(done, keeper, fault, reason):
    with pytest.raises(Refused, match=reason):
        actions.find_fault(done, fault, by=actor_of(keeper))
    assert not Finding.objects.exists()


def test_only_once_and_only_by_who_keeps_the_flow(done, keeper, finance_head, bureau, director):
    with pytest.raises(Refused, match="只有流程管理员和归口部门负责人"):
        actions.find_fault(done, FAULT, by=actor_of(finance_head))
    assert not Finding.objects.exists()
    done.unit = bureau.units["finance"]
    done.save()
    actions.find_fault(done, FAULT, by=actor_of(finance_head))  # owns it now
    with pytest.raises(Refused, match="已经认定过责任"):
        actions.find_fault(done, FAULT, by=actor_of(keeper))
    assert Finding.objects.count() == 1


def test_a_withdrawn_finding_stays_to_be_read(done, keeper, finance_head):
    found = actions.find_fault(done, FAULT, by=actor_of(keeper))
    for by, why, reason in (
        (finance_head, "我核对了", "只有认定的人"), (keeper, " ", "写明理由"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=reason):
            actions.withdraw_finding(found, why, by=actor_of(by))
    found.refresh_from_db()
    assert found.is_standing
    actions.withdraw_finding(found, "补交了核对表", by=actor_of(keeper))
    found.refresh_from_db()
    assert (found.state, found.withdrawn_by, found.why) == ("withdrawn", "陈砚秋", "补交了核对表")
    assert Responsibility.objects.count() == 3
    with pytest.raises(Refused, match="已经撤销"):
        actions.withdraw_finding(found, "再撤", by=actor_of(keeper))
    actions.find_fault(done, FAULT, by=actor_of(keeper))
    assert Finding.objects.count() == 2


def test_who_reads_which_entries(done, keeper, bureau, outsider):
    actions.find_fault(done, FAULT, by=actor_of(keeper))
    office_head, finance_head, director, clerk = (
        bureau.members[role] for role in ("office_head", "finance_head", "director", "clerk")
    )

    def read(who):
        rows = Responsibility.objects.visible_to(actor_of(who))
        return set(rows.values_list("member", flat=True))

    everybody = {finance_head.pk, office_head.pk, director.pk}
    assert read(keeper) == everybody
    assert read(director) == everybody  # heads the bureau
    assert read(finance_head) == {finance_head.pk}
    assert read(office_head) == {office_head.pk}
    assert read(clerk) == read(outsider) == set()


def test_the_list_narrows(done, keeper, director):
    found = actions.find_fault(done, FAULT, by=actor_of(keeper))
    by = actor_of(director)
    assert entries(by, narrowing_of({})).count() == 3
    assert entries(by, narrowing_of({"whose": "mine"})).get().member == director
    assert entries(by, narrowing_of({"part": "fault"})).get().step == "会签"
    assert entries(by, narrowing_of({"part": "odd", "state": "withdrawn"})).count() == 0
    day = f"{found.at:%Y-%m-%d}"
    assert entries(by, narrowing_of({"from": day, "to": "9999-99-99"})).count() == 3
    assert entries(by, narrowing_of({"to": "2001-01-01"})).count() == 0


def test_the_page_and_its_table(done, keeper, director, bureau):
    actions.find_fault(done, FAULT, by=actor_of(keeper))
    page = client_of(director).get(PAGE)
    assert "没有核对预算" in page.content.decode()
    sheet = b"".join(client_of(director).get(f"{PAGE}/export?part=fault")).decode()
    assert "内控手册第 12 条" in sheet
    assert "沈知远" not in sheet

    numbers = count()

    def grow(most):
        finding = Finding.objects.get()
        for number in (next(numbers) for _each in range(most)):
            who = make_member(bureau.units["office"], f"more{number}", f"张{number}")
            Responsibility.objects.create(
                finding=finding, member=who, member_name=who.name, step="会签", part="after",
                at=finding.at, unit_path=bureau.units["office"].path,
            )  # fmt: skip

    constant_queries(client_of(director), PAGE, grow)
