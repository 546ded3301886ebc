"""Problems of flows: reported by anybody, handled by the owning department, told to both sides."""

import pytest
from django.urls import reverse

from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.organisation.acting import administrator
from andu.upkeep import actions
from andu.upkeep.actions import Problem
from andu.upkeep.models import Reply, Report
from andu.upkeep.notify import REPORTS as REPORTS_DOOR
from andu.upkeep.rules_reporting import may_report
from tests.cast import actor_of, client_of, give_right
from tests.house.counting import constant_queries

REPORTS = reverse("upkeep:reports")


def at(name, *args):
    return reverse(f"upkeep:{name}", args=args)


@pytest.fixture
def told(version, template, clerk):
    """The clerk has reported that the flow of leave goes astray."""
    problem = Problem(kind="route", words="应当先到人事", template=template)
    return actions.report(problem, by=actor_of(clerk))


def told_to(member):
    return list(Notice.objects.filter(member=member).values_list("title", flat=True))


def test_a_report_reaches_head_contacts_and_administrators(told, office_head, keeper, clerk):
    assert told.unit.name == "办公室"
    assert told_to(office_head) == ["流程问题：请假申请：走向不对"]
    assert told_to(clerk) == []


def test_administrators_hear_of_it_too(keeper, version, template, clerk):
    problem = Problem(kind="person", words="找不到人", template=template)
    actions.report(problem, by=actor_of(clerk))
    assert told_to(keeper)


def test_feedback_goes_to_the_owning_department_alone(submit, keeper, office_head, clerk):
    matter = submit().matter
    Notice.objects.all().delete()
    said = Problem(kind="feedback", words="三天没人动", matter=matter)
    made = actions.report(said, by=actor_of(keeper))
    assert made.template.key == "leave"
    assert told_to(office_head)
    with pytest.raises(Refused, match="只有管理这个流程的人"):
        actions.report(said, by=actor_of(clerk))
    assert Report.objects.count() == 1


def test_a_matter_says_itself_which_flow_it_is_of(submit, designer, bureau, clerk):
    matter = submit().matter
    (other, *_) = actions.add_starters(bureau.units["finance"], by=actor_of(designer))
    said = Problem(kind="route", words="应当先到人事", template=other, matter=matter)
    made = actions.report(said, by=actor_of(clerk))
    assert (made.template.key, made.unit.name) == ("leave", "办公室")


def test_both_sides_speak_until_it_is_closed(told, office_head, clerk):
    head, mine = actor_of(office_head), actor_of(clerk)
    actions.answer_report(told, "下周发布新版", by=head)
    told.refresh_from_db()
    assert told.state == Report.State.ANSWERED
    assert told_to(clerk) == ["流程问题有答复：请假申请：走向不对"]
    actions.add_to_report(told, "还有一处", by=mine)
    told.refresh_from_db()
    assert told.state == Report.State.RECEIVED
    actions.close_report(told, "已发布", by=head)
    told.refresh_from_db()
    assert told.closed_at
    assert [each.words for each in told.replies.all()] == ["下周发布新版", "还有一处", "已发布"]
    for verb in (actions.answer_report, actions.add_to_report, actions.close_report):
        with pytest.raises(Refused, match="已经关闭"):
            verb(told, "再说一句", by=head)
    assert Reply.objects.count() == 3


def test_the_reporter_may_close_what_settled_itself(told, office_head, clerk):
    Notice.objects.all().delete()
    actions.close_report(told, by=actor_of(clerk))
    assert told_to(office_head) == ["流程问题已关闭：请假申请：走向不对"]


def test_others_say_nothing(told, finance_head, office_head):
    with pytest.raises(Refused, match="由流程的归口部门"):
        actions.answer_report(told, "我来", by=actor_of(finance_head))
    with pytest.raises(Refused, match="由流程的归口部门"):
        actions.close_report(told, by=actor_of(finance_head))
    with pytest.raises(Refused, match="只有反映的人"):
        actions.add_to_report(told, "补充", by=actor_of(office_head))
    with pytest.raises(Refused, match="请写明情况"):
        actions.answer_report(told, " ", by=actor_of(office_head))
    assert not Reply.objects.exists()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"words": " "}, "请写明情况"), ({"words": "长" * 1001}, "1000 字"),
        ({"kind": "?"}, "哪一种问题"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_report_is_told(version, template, clerk, changes, why):
    said = {"kind": "route", "words": "不对", "template": template} | changes
    with pytest.raises(Refused, match=why):
        actions.report(Problem(**said), by=actor_of(clerk))
    assert not Report.objects.exists()


def test_nobody_reports_what_is_not_theirs_to_see(submit, template, finance_head, outsider):
    matter = submit().matter
    matter.participants.filter(member=finance_head).delete()
    with pytest.raises(Refused, match="看不到这件事项"):
        actions.report(Problem(kind="route", words="x", matter=matter), by=actor_of(finance_head))
    with pytest.raises(Refused, match="本单位的流程"):
        said = Problem(kind="route", words="x", template=template)
        actions.report(said, by=actor_of(outsider))
    assert not Report.objects.exists()


def test_nobody_reports_from_another_house_or_without_one(submit, outsider, system_administrator):
    matter = submit().matter
    for by, code, why in (
        (actor_of(outsider), "not-seen", "看不到这件事项"),
        (administrator(system_administrator), "no-member", "请用本人的业务账户登录"),
    ):
        assert may_report(by, "x", "route", None, matter).code == code
        with pytest.raises(Refused, match=f"{why}|请选择本单位的流程"):
            actions.report(Problem(kind="route", words="x", matter=matter), by=by)
    assert not Report.objects.exists()


def test_feedback_about_no_flow_is_for_who_administers_them_all(clerk, office_head):
    for member in (clerk, office_head):
        with pytest.raises(Refused, match="请选别的问题种类"):
            actions.report(Problem(kind="feedback", words="慢"), by=actor_of(member))
    assert not Report.objects.exists()
    give_right(office_head, "workflow.matters.administer")
    assert actions.report(Problem(kind="feedback", words="慢"), by=actor_of(office_head)).pk


def test_an_unknown_flow_goes_to_who_administers_everything(clerk, registrar, office_head):
    give_right(registrar, "workflow.matters.administer")
    made = actions.report(Problem(kind="other", words="不知道走哪个"), by=actor_of(clerk))
    assert told_to(registrar)
    visible = Report.objects.visible_to
    assert visible(actor_of(registrar)).get() == visible(actor_of(clerk)).get() == made
    assert not visible(actor_of(office_head)).exists()


def test_the_pages_report_answer_and_close(version, clerk, office_head, finance_head):
    mine, theirs = client_of(clerk), client_of(office_head)
    said = {"template": "leave", "kind": "deadlock", "words": "停在会签"}
    answer = mine.post(at("report_new"), said)
    made = Report.objects.get()
    assert answer.headers["Location"] == at("report", made.pk)
    assert "卡住走不动" in mine.get(REPORTS).content.decode()
    assert "停在会签" in theirs.get(at("report", made.pk)).content.decode()
    refused = theirs.post(at("report_answer", made.pk), {"words": ""})
    assert refused.status_code == 422
    assert theirs.post(at("report_answer", made.pk), {"words": "已改派"}).status_code == 302
    assert "已改派" in mine.get(at("report", made.pk)).content.decode()
    assert mine.post(at("report_close", made.pk), {"words": "好了"}).status_code == 302
    assert client_of(finance_head).get(at("report", made.pk)).status_code == 404


def test_a_refused_report_keeps_what_was_typed(version, clerk):
    said = {"template": "leave", "kind": "", "words": "停在会签"}
    answer = client_of(clerk).post(at("report_new"), said)
    assert answer.status_code == 422
    assert "停在会签" in answer.content.decode()


def test_a_problem_is_reported_from_the_matter(submit, clerk, keeper):
    matter = submit().matter
    page = client_of(clerk).get(f"/w/{matter.pk}/report").content.decode()
    assert "走向不对" in page
    assert "运行监控反馈" not in page
    said = {"kind": "person", "words": "会签找错人"}
    assert client_of(clerk).post(f"/w/{matter.pk}/report", said).status_code == 302
    assert Report.objects.get().matter == matter
    refused = client_of(clerk).post(f"/w/{matter.pk}/report", {"words": "会签找错人"})
    assert refused.status_code == 422
    assert "会签找错人" in refused.content.decode()


def test_feedback_is_written_from_the_pages_that_watch(submit, keeper):
    matter = submit().matter
    url = f"{at('report_new')}?matter={matter.pk}&kind=feedback"
    browser = client_of(keeper)
    assert matter.serial in browser.get(url).content.decode()
    browser.post(url, {"kind": "feedback", "words": "三天没人动"})
    made = Report.objects.get()
    assert (made.matter, made.kind) == (matter, "feedback")


def test_lists_are_narrowed_and_cost_the_same(told, office_head, clerk, template):
    browser = client_of(office_head)
    for query, count in (
        ("", 1), ("?state=open", 1), ("?state=closed", 0), ("?kind=route", 1), ("?kind=other", 0),
        ("?flow=leave", 1), ("?flow=x", 0), ("?whose=mine", 0),
    ):  # fmt: skip
        page = browser.get(f"{REPORTS}{query}").content.decode()
        assert page.count(at("report", told.pk)) == count, query

    def grow(count):
        for _time in range(count):
            problem = Problem(kind="route", words="应当先到人事", template=template)
            actions.report(problem, by=actor_of(clerk))

    constant_queries(browser, REPORTS, grow)


def test_a_notice_opens_only_for_who_may_see_the_report(told, office_head, finance_head):
    links = {f"/upkeep/reports/{told.pk}", "/upkeep/reports/x"}
    assert REPORTS_DOOR.openable(actor_of(office_head), links) == {f"/upkeep/reports/{told.pk}"}
    assert REPORTS_DOOR.openable(actor_of(finance_head), links) == set()


def test_ones_own_reports_stand_on_a_page_of_their_own(told, clerk, office_head):
    mine = reverse("upkeep:mine")
    assert at("report", told.pk) in client_of(clerk).get(mine).content.decode()
    assert at("report", told.pk) not in client_of(office_head).get(mine).content.decode()
