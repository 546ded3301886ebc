"""What could be simpler about a flow, by the figures of a period (WF-27)."""

import datetime
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone

from andu.approvals.models import Draft
from andu.approvals.tests.conftest import RIGHTS
from andu.audit.recording import entries_of
from andu.downloads.makers import Progress
from andu.engine.nodes import Again, Nature, Step
from andu.kit.verdict import Refused
from andu.kit.worktime import Calendar, Interval
from andu.upkeep import actions
from andu.upkeep.downloads import analysis
from andu.upkeep.queries import analysing
from andu.upkeep.queries.analysing import Period, Wanted, analysed, at_share, period_of
from andu.upkeep.simplifying import Figures, proposals
from andu.workflow import actions as workflow
from andu.workflow.actions.deciding import Back
from andu.workflow.models import Matter, Seat
from andu.workflow.saying import Deed
from tests.cast import actor_of, client_of, give_right
from tests.house.counting import constant_queries

AT = reverse("upkeep:analysis", args=["leave"])
CHECK = Step(key="check", name="科长审核", handle_within=2400)
BUSY = Figures(
    "check", "科长审核", CHECK, visits=40, handled=40, limited=40, agreed=36, disagreed=4,
    late=10, middle=300, most=1200, changed=0,
)  # fmt: skip


def kinds(**changes):
    return [one.kind for one in proposals([replace(BUSY, **changes)], 30)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"disagreed": 0}, ["drop"]),
        ({"disagreed": 0, "most": 700}, ["drop"]),  # not a shorter limit as well
        ({"disagreed": 0, "late": 16, "twice": 18, "before": {"部门审核": 18}}, ["drop"]),
        ({"disagreed": 0, "visits": 29}, []),
        ({"disagreed": 0, "changed": 1}, []),
        ({"disagreed": 0, "step": replace(CHECK, nature=Nature.READ)}, []),
        ({"disagreed": 0, "step": None}, []),
        ({"by_time": 12}, ["read"]),
        ({"late": 16}, ["loosen"]),
        ({"most": 700}, ["shorten"]),
        ({"most": 700, "late": 16}, ["loosen"]),
        ({"by_time": 12, "late": 16}, ["read", "loosen"]),
        ({"returned": 6}, ["clarify"]),
        ({"twice": 18, "before": {"部门审核": 18}}, ["merge"]),
        ({"twice": 18, "before": {"部门审核": 18}, "step": replace(CHECK, again=Again.ONCE)}, []),
    ],
)
def test_each_proposal_follows_from_its_figures(changes, expected):
    assert kinds(**changes) == expected


def test_a_proposal_says_its_grounds():
    twice = replace(BUSY, twice=18, before={"部门审核": 12, "签批": 6}, most=700)
    merge, shorten = proposals([twice], 30)
    assert "36 次同意中有 18 次（50%）" in merge.words
    assert "“部门审核”" in merge.words
    assert "时限 40 小时，九成在 12 小时内办完，可以缩短到 24 小时" in shorten.grounds


@pytest.fixture
def flow(version):
    """请假申请 as it is published."""
    return version.template


@pytest.fixture
def matters(submit, office_head, registrar, finance_head, director):
    """Three matters: agreed all along, sent back by the first, refused by the first."""

    def at(matter, member):
        return Seat.objects.get(run__matter=matter, member=member, state="open").number

    def agreed(matter, *people):
        for who in people:
            workflow.agree(matter, at(matter, who), Deed(opinion="好"), by=actor_of(who))

    first, second, third = (submit().matter for _each in range(3))
    agreed(first, office_head, finance_head, registrar, director)
    back, by = Deed(opinion="补材料"), actor_of(office_head)
    workflow.return_(second, at(second, office_head), Back(to="draft"), back, by=by)
    workflow.disagree(third, at(third, office_head), Deed(opinion="不可"), by=by)
    return first, second, third


def today():
    return period_of(Wanted())


def test_the_figures_tell_what_was_done(matters, flow):
    found = analysed(flow, today())
    by = {each.key: each for each in found.steps}
    assert (found.matters, list(by)) == (3, ["check", "sign", "decide"])
    check = by["check"]
    assert (check.visits, check.handled, check.agreed) == (3, 3, 1)
    assert (check.disagreed, check.returned, check.negative_share) == (1, 1, 67)
    assert (by["sign"].visits, by["sign"].handled) == (1, 2)
    assert check.middle == check.most == 0
    assert not found.proposals


def test_late_by_time_and_twice_are_counted(matters, flow, office_head, director):
    seats = Seat.objects.filter(run__matter=matters[0])
    seats.filter(node="decide").update(
        due=timezone.now() - datetime.timedelta(days=1), member=office_head
    )
    seats.filter(node="sign", member__code="registrar").update(how="timed_out")
    by = {each.key: each for each in analysed(flow, today()).steps}
    assert (by["decide"].late, by["decide"].limited, by["decide"].late_share) == (1, 1, 100)
    assert (by["decide"].twice, by["decide"].before) == (1, {"科长审核": 1})
    assert (by["sign"].by_time, by["sign"].time_share) == (1, 50)


def test_another_time_has_other_figures(matters, flow):
    before = Period(datetime.date(2020, 1, 1), datetime.date(2020, 6, 30))
    assert [each.visits for each in analysed(flow, before).steps] == [0, 0, 0]
    assert period_of(Wanted(since="x", until="2099-01-01")).until == timezone.localdate()
    assert period_of(Wanted(since="2020-01-01", until="2020-02-01")) == Period(
        datetime.date(2020, 1, 1), datetime.date(2020, 2, 1)
    )


def test_time_is_working_time():
    hours = (Interval(datetime.time(9), datetime.time(12)),)
    calendar = Calendar(datetime.UTC, dict.fromkeys(range(5), hours))
    friday = datetime.datetime(2026, 3, 6, 11, tzinfo=datetime.UTC)
    monday = datetime.datetime(2026, 3, 9, 9, 30, tzinfo=datetime.UTC)
    clock = analysing._Worked(calendar, friday, monday)
    assert clock.minutes(friday, monday) == 90
    assert clock.minutes(friday - datetime.timedelta(hours=9), friday) == 120
    assert [at_share([1, 2, 3, 4], each) for each in (50, 90)] == [2, 4]


@pytest.fixture
def few(monkeypatch):
    """One visit is enough for a proposal."""
    monkeypatch.setattr(analysing, "value", lambda *_given, **_named: 1)


def test_a_change_is_drafted_with_the_proposals_filled_in(
    matters, few, flow, office_head, bureau, designer
):
    actions.add_starters(bureau.units["finance"], by=actor_of(designer))
    browser = client_of(office_head)
    page = browser.get(AT).content.decode()
    assert 'value="clarify:check"' in page
    assert 'value="drop:decide"' in page
    answer = browser.post(f"{AT}/propose", {"pick": ["drop:decide", "clarify:nothing"]})
    draft = Draft.objects.get()
    assert answer.headers["Location"] == f"/start/flow-change?draft={draft.pk}"
    assert (draft.member, draft.title) == (office_head, "简化“请假申请”流程")
    assert draft.raw["f-kind"] == ["减少环节"]
    assert "不影响结果" in draft.raw["f-now"][0]
    assert draft.raw["f-wish"] == ["局长签批：取消或改为阅知"]
    assert browser.get(answer.headers["Location"]).status_code == 200
    assert "据简化分析的 1 条建议" in entries_of(flow).last().sentence


def test_without_the_request_or_a_choice_nothing_is_drafted(
    matters, few, flow, office_head, bureau, designer
):
    by = actor_of(office_head)
    chosen = analysed(flow, today()).proposals
    page = client_of(office_head).get(AT).content.decode()
    assert "还没有添加内置的" in page
    assert "/upkeep/starters" not in page  # that is for who makes templates
    give_right(office_head, *RIGHTS)
    assert 'href="/upkeep/starters">添加' in client_of(office_head).get(AT).content.decode()
    with pytest.raises(Refused, match="还没有添加"):
        actions.propose_change(flow, chosen, "x", by=by)
    actions.add_starters(bureau.units["finance"], by=actor_of(designer))
    with pytest.raises(Refused, match="勾选"):
        actions.propose_change(flow, [], "x", by=by)
    assert not Draft.objects.exists()


def test_only_who_looks_after_the_flow_sees_it(matters, clerk, finance_head):
    for who in (clerk, finance_head):
        assert client_of(who).get(AT).status_code == 404
        assert client_of(who).post(f"{AT}/propose").status_code == 404
    with pytest.raises(Refused):
        wish = {"flow": "leave", "since": "", "until": ""}
        analysis(actor_of(clerk), wish, BytesIO(), Progress())


def test_the_page_says_of_how_many_turns_the_times_are(matters, office_head, monkeypatch):
    assert "人次</span>" not in client_of(office_head).get(AT).content.decode()
    monkeypatch.setattr(analysing, "TIMED", 1)
    assert "取最近 1 人次" in client_of(office_head).get(AT).content.decode()


def test_it_is_taken_away_as_a_table(matters, few, office_head):
    answer = client_of(office_head).post(f"{AT}/export")
    assert answer.status_code == 302
    out = BytesIO()
    wish = {"flow": "leave", "since": "", "until": ""}
    analysis(actor_of(office_head), wish, out, Progress())
    words = ZipFile(out).read("xl/worksheets/sheet1.xml").decode()
    for said in ("环节", "科长审核", "局长签批", "写清要求"):
        assert said in words


def test_the_page_takes_as_many_statements_with_many_matters(submit, office_head):
    def grow(more):
        for _each in range(more):
            matter = submit().matter
            seat = Seat.objects.get(run__matter=matter, state="open").number
            workflow.agree(matter, seat, Deed(opinion="好"), by=actor_of(office_head))

    assert constant_queries(client_of(office_head), AT, grow) < 40
    assert Matter.objects.exists()
