"""The screens, through the client: written, handled, printed."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from andu.approvals.models import Draft, Request, TemplateVersion
from andu.approvals.tests.samples import POST
from andu.forms.models import RecordVersion
from andu.organisation.models import Member
from andu.todo.models import Todo
from andu.workflow.models import History, Matter, Seat, Vacancy
from andu.workflow.tests.conftest import seat_of
from tests.cast import client_of
from tests.house.counting import constant_queries

KEY = "0123456789abcdef"


def _text(answer):
    return answer.content.decode()


def _act(who, matter, verb, **more):
    seats = Seat.objects.filter(run__matter=matter, member=who, state="open")
    seat = seats.values_list("number", flat=True).first() or 0
    posted = {"verb": verb, "seat": seat, **more}
    return client_of(who).post(f"{matter.get_absolute_url()}/act", posted)


def test_the_catalogue_is_grouped_and_searched(version, clerk, submit):
    submit()
    page = _text(client_of(clerk).get("/start"))
    assert "办公室" in page and page.count("请假申请") >= 2
    for words, found in (("请假", True), ("qjsq", True), ("qingjia", True), ("报销", False)):
        answer = client_of(clerk).get("/start", {"q": words})
        assert ("请假申请" in _text(answer)) is found, words


def test_a_request_is_written_submitted_and_named_to_its_holder(version, clerk):
    browser = client_of(clerk)
    page = _text(browser.get("/start/leave"))
    assert "请假申请（方亦舒）" in page
    assert "提交后将经过" in page and "罗曼青" in page and "沈知远" in page
    assert "扣款" not in page and "内部备注" not in page
    answer = browser.post("/start/leave", {**POST, "do": "submit", "version": "1"}, follow=True)
    assert "已提交，送罗曼青科长审核。" in _text(answer)
    assert answer.redirect_chain[0][0] == Matter.objects.get().get_absolute_url()


def test_a_refused_request_comes_back_filled(version, clerk):
    posted = {**POST, "f-days": "半天", "f-reason": "回乡<b>", "title": "改过的标题"}
    answer = client_of(clerk).post("/start/leave", posted)
    assert answer.status_code == 422
    page = _text(answer)
    assert "半天" in page and "回乡&lt;b&gt;" in page and "改过的标题" in page
    assert "还有 1 处要改" in page
    assert not Matter.objects.exists()


def test_a_newer_template_is_shown_before_it_is_used(version, clerk):
    answer = client_of(clerk).post("/start/leave", {**POST, "version": "7"})
    assert answer.status_code == 422 and "模板刚刚更新" in _text(answer)
    assert not Matter.objects.exists()


def test_two_clicks_make_one_matter(version, clerk):
    browser = client_of(clerk)
    for _click in range(2):
        answer = browser.post("/start/leave", {**POST, "_key": KEY})
        assert answer.status_code == 302
    assert Matter.objects.count() == 1


def test_another_request_on_a_page_gone_back_to_is_not_taken_for_the_first(version, clerk):
    browser = client_of(clerk)
    browser.post("/start/leave", {**POST, "title": "回乡", "_key": KEY})
    other = {**POST, "title": "另一件事", "_key": KEY}
    asked = browser.post("/start/leave", other)
    assert asked.status_code == 422 and "已提交为“回乡”" in _text(asked)
    assert "另一件事" in _text(asked) and KEY not in _text(asked)
    assert Matter.objects.count() == 1
    given = re.search(r'name="_key" value="([^"]+)"', _text(asked))[1]
    assert browser.post("/start/leave", {**other, "_key": given}).status_code == 302
    assert Matter.objects.count() == 2


def test_a_draft_is_kept_by_itself_resumed_and_gone(version, clerk, office_head):
    browser = client_of(clerk)
    posted = {"f-days": "三天？", "title": "回乡\x00", "urgency": "1", "_key": KEY}
    first = browser.post("/start/leave/draft", posted)
    draft = Draft.objects.get()
    assert f'name="draft" value="{draft.pk}"' in _text(first)
    browser.post("/start/leave/draft", {**posted, "draft": draft.pk, "f-reason": "探亲"})
    draft.refresh_from_db()
    assert (draft.title, draft.urgency) == ("回乡", 1)
    assert "回乡" in _text(browser.get("/drafts", follow=True))
    again = _text(browser.get("/start/leave", {"draft": draft.pk}))
    assert "三天？" in again and "探亲" in again
    stranger = client_of(office_head)
    assert stranger.get("/start/leave", {"draft": draft.pk}).status_code == 404
    stranger.post(
        "/start/leave/draft", {"draft": draft.pk, "title": "抢来的"}
    )  # a draft of their own
    draft.refresh_from_db()
    assert draft.title == "回乡"
    Draft.objects.get(title="抢来的").delete()
    assert stranger.post(f"/drafts/{draft.pk}/drop").status_code == 404
    browser.post("/start/leave", {**POST, "draft": draft.pk})
    assert not Draft.objects.exists()
    kept = browser.post("/start/leave", {**POST, "do": "keep"}, follow=True)
    assert "已存为草稿" in _text(kept)
    browser.post(f"/drafts/{Draft.objects.get().pk}/drop")
    assert not Draft.objects.exists()


def test_the_handling_page_shows_what_this_step_may_see(submit, office_head, clerk, finance_head):
    matter = submit().matter
    page = client_of(office_head).get(matter.get_absolute_url())
    text = _text(page)
    assert "回乡探亲" in text and "内部备注" in text and 'name="f-secret"' in text
    assert 'name="f-days"' not in text
    assert "同意" in text and "退回" in text and "is-handling" in text
    assert Todo.objects.get().opened
    mine = _text(client_of(clerk).get(matter.get_absolute_url()))
    assert "内部备注" not in mine and 'value="agree"' not in mine and "撤回" in mine
    assert client_of(finance_head).get(matter.get_absolute_url()).status_code == 404


def test_agreeing_names_the_next_and_goes_on(submit, office_head):
    first, second = submit().matter, submit().matter
    browser = client_of(office_head)
    page = _text(browser.get(first.get_absolute_url()))
    assert "第 1 件，共 2 件" in page
    answer = _act(office_head, first, "agree", opinion="同意\x00", **{"f-secret": "备注"})
    assert answer["Location"] == f"{second.get_absolute_url()}#matter-title"
    assert History.objects.filter(how="agreed").get().opinion == "同意"
    assert Request.objects.get(matter=first).record.current.values["secret"] == "备注"
    last = _act(office_head, second, "agree")
    assert last["Location"] == "/todo"


def test_one_click_counted_twice_acts_once(submit, office_head):
    matter = submit().matter
    seat = seat_of(matter, office_head)
    browser = client_of(office_head)
    for _click in range(2):
        posted = {"verb": "agree", "seat": seat, "_key": KEY, "f-secret": "x"}
        assert browser.post(f"/w/{matter.pk}/act", posted).status_code == 302
    assert History.objects.filter(how="agreed").count() == 1
    assert RecordVersion.objects.count() == 2
    late = browser.post(f"/w/{matter.pk}/act", {"verb": "agree", "seat": seat, "opinion": "晚了"})
    assert late.status_code == 422
    assert "办理：同意。请勿重复办理" in _text(late) and "晚了" in _text(late)


def test_a_refused_act_comes_back_filled(submit, office_head):
    matter = submit().matter
    for verb, more, said in (
        ("return", {"to": "draft", "way": "rewalk"}, "请写明理由"),
        ("agree", {"opinion": "字" * 2001}, "最多 2000 字"),
        ("nonsense", {"opinion": "看看"}, "请选择"),
    ):
        answer = _act(office_head, matter, verb, **{"f-secret": "没丢", **more})
        assert answer.status_code == 422
        page = _text(answer)
        assert said in page and "没丢" in page and more.get("opinion", "")[:50] in page
    assert History.objects.count() == 1


def test_fields_of_others_are_not_written(submit, office_head):
    matter = submit().matter
    _act(office_head, matter, "agree", **{"f-days": "99", "f-deducted": "1", "f-evil": "x"})
    values = Request.objects.get().record.current.values
    assert (values["days"], values.get("deducted")) == ("3", None)


def test_returned_changed_resubmitted_straight_and_printed(
    submit, clerk, office_head, finance_head, registrar, director
):
    matter = submit().matter
    _act(office_head, matter, "agree", opinion="同意")
    reason = {"to": "draft", "way": "straight", "reason": "请补充天数。"}
    assert _act(finance_head, matter, "return", **reason).status_code == 302
    page = _text(client_of(clerk).get(matter.get_absolute_url()))
    assert 'name="f-days"' in page and "重新提交" in page and "请补充天数。" in page
    _act(clerk, matter, "resubmit", opinion="已改", **{"f-days": "4"})
    _act(finance_head, matter, "agree", **{"f-deducted": "80"})
    _act(registrar, matter, "agree", opinion="无异议")
    matrix = _text(client_of(director).get(matter.get_absolute_url()))
    assert "会签意见" in matrix and "无异议" in matrix and "¥ 80.00" in matrix
    _act(director, matter, "agree", opinion="同意，按规定办理。")
    done = _text(client_of(clerk).get(matter.get_absolute_url()))
    assert 'class="stamp"' in done and "已办结" in done
    paper = _text(client_of(clerk).get(f"{matter.get_absolute_url()}/print"))
    for words in ("同意，按规定办理。", "沈知远", "周牧野", matter.serial, "无异议"):
        assert words in paper
    assert len(re.findall(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", paper)) >= 7
    assert "内部备注" not in paper
    assert "<svg" in _text(client_of(clerk).get(f"{matter.get_absolute_url()}/diagram"))


def test_a_memo_is_printed_as_running_text(submit, version, clerk, office_head):
    matter = submit().matter
    _act(office_head, matter, "agree", opinion="拟同意，请领导审定。")
    address = f"{matter.get_absolute_url()}/print"
    assert 'class="paper papers__said"' in _text(client_of(clerk).get(address))
    TemplateVersion.objects.filter(pk=version.pk).update(layout=TemplateVersion.Layout.MEMO)
    paper = _text(client_of(clerk).get(address))
    assert 'class="paper papers__said"' not in paper
    for words in ("回乡探亲", "拟同意，请领导审定。", "罗曼青", matter.serial):
        assert words in paper
    assert "内部备注" not in paper


def test_withdrawn_taken_back_and_undone(submit, clerk, office_head):
    matter = submit().matter
    assert "已撤回" in _text(
        client_of(clerk).post(f"/w/{matter.pk}/act", {"verb": "withdraw"}, follow=True)
    )
    _act(clerk, matter, "resubmit")
    _act(office_head, matter, "agree")
    assert _act(office_head, matter, "take_back").status_code == 302
    assert seat_of(matter, office_head)
    _act(office_head, matter, "agree")
    client_of(office_head).post(f"/w/{matter.pk}/undo")
    assert seat_of(matter, office_head)


@pytest.mark.parametrize("part", ["", "/preview", "/print", "/diagram", "/file/1"])
def test_another_persons_matter_is_not_there(submit, director, outsider, part):
    matter = submit().matter
    for who in (director, outsider):
        assert client_of(who).get(f"{matter.get_absolute_url()}{part}").status_code == 404
        assert client_of(who).post(f"/w/{matter.pk}/act", {"verb": "agree"}).status_code == 404
    assert History.objects.count() == 1


def test_a_head_of_the_unit_follows_the_way_but_reads_nothing(
    submit, office_head, finance_head, director
):
    matter = submit().matter
    _act(office_head, matter, "agree", opinion="内部意见，供领导参考。")
    text = _text(client_of(director).get(f"/w/{matter.pk}/track"))
    assert matter.title in text and "罗曼青" in text and "<svg" in text
    assert "内部意见" not in text and "/signature/" not in text
    assert text.count("尚未查看") == 2 and "已查看" not in text
    client_of(finance_head).get(f"/w/{matter.pk}")
    text = _text(client_of(director).get(f"/w/{matter.pk}/track"))
    assert text.count("尚未查看") == text.count("已查看") == 1
    own = _text(client_of(finance_head).get(f"/w/{matter.pk}/diagram"))
    assert "尚未查看" in own and "已查看" not in own
    assert "内部意见" in _text(client_of(office_head).get(f"/w/{matter.pk}"))


def test_an_act_that_finds_nobody_for_the_next_step_is_kept_and_explained(
    submit, office_head, finance_head, registrar, director, clerk
):
    matter = submit().matter
    _act(office_head, matter, "agree")
    _act(finance_head, matter, "agree")
    Member.objects.filter(pk=director.pk).update(state=Member.State.LEFT)
    answer = _act(registrar, matter, "agree")
    assert answer.status_code == 422 and "找不到办理人" in _text(answer)
    assert seat_of(matter, registrar), "it is still the registrar's turn"
    assert Vacancy.objects.get().waits_for == "陈砚秋"
    page = _text(client_of(clerk).get(f"/w/{matter.pk}"))
    assert "没有找到人" in page and "事项停在陈砚秋处" in page and "/admin/org/gaps" not in page


def test_attachments_go_along_and_are_served_to_those_who_may(
    version, clerk, office_head, director
):
    browser = client_of(clerk)
    paper = SimpleUploadedFile("证明.txt", "病假证明".encode())
    refused = browser.post("/start/leave", {**POST, "f-days": "", "f-papers-new": paper})
    assert "证明.txt" in _text(refused)
    staged = re.search(r'name="f-papers" value="(\d+)"', _text(refused)).group(1)
    browser.post("/start/leave", {**POST, "f-papers": staged})
    matter = Matter.objects.get()
    answer = client_of(office_head).get(f"/w/{matter.pk}/file/{staged}")
    assert b"".join(answer.streaming_content).decode() == "病假证明"
    assert client_of(director).get(f"/w/{matter.pk}/file/{staged}").status_code == 404
    assert f"/w/{matter.pk}/view/{staged}" in _text(browser.get(f"/w/{matter.pk}"))


def test_the_preview_carries_the_decisions(submit, office_head):
    matter = submit().matter
    page = _text(
        client_of(office_head).get(f"/w/{matter.pk}/preview", headers={"HX-Request": "true"})
    )
    assert "<html" not in page and 'value="agree"' in page
    assert _act(office_head, matter, "agree", **{"from": "list"})["Location"] == "/todo"


def test_pages_ask_the_database_a_constant_number_of_times(submit, clerk, office_head):
    def grow(n):
        for _n in range(n):
            submit()

    assert constant_queries(client_of(clerk), "/start", grow) < 30
    first = Matter.objects.order_by("pk").first()
    assert constant_queries(client_of(office_head), first.get_absolute_url(), grow) <= 30


def _draft_of(browser, posted):
    browser.post("/start/leave/draft", posted)
    return Draft.objects.get()


def test_a_first_autosave_sent_again_finds_its_draft(version, clerk, office_head):
    browser, posted = client_of(clerk), {"title": "回乡", "draft": "", "_key": KEY}
    for title in ("回乡", "回乡", "回乡探亲"):  # the answers were lost
        kept = browser.post("/start/leave/draft", {**posted, "title": title})
    draft = Draft.objects.get()
    assert f'value="{draft.pk}"' in _text(kept) and draft.title == "回乡探亲"
    browser.post("/start/leave", {**posted, "title": "回乡三天", "do": "keep"})
    assert Draft.objects.get().title == "回乡三天"
    browser.post("/start/leave/draft", {**posted, "_key": f"{KEY}-of-another-form"})
    client_of(office_head).post("/start/leave/draft", posted)
    assert Draft.objects.count() == 3


def test_a_submission_sent_again_finds_the_first_though_the_draft_is_gone(version, clerk):
    browser = client_of(clerk)
    posted = {**POST, "_key": "paper-key-0001"}
    posted["draft"] = _draft_of(browser, posted).pk
    first, again = (browser.post("/start/leave", {**posted, "do": "submit"}) for _ in range(2))
    assert first.status_code == 302 and again["Location"] == first["Location"]
    assert Request.objects.count() == 1
    late = browser.post("/start/leave/draft", posted)  # an autosave that was under way
    assert late.status_code == 204 and not Draft.objects.exists()


def test_what_was_typed_stays_when_the_draft_was_submitted_elsewhere(version, clerk):
    browser = client_of(clerk)
    posted = {**POST, "_key": "paper-key-0001"}
    posted["draft"] = _draft_of(browser, posted).pk
    browser.post("/start/leave", {**posted, "do": "submit"})
    other = {**posted, "_key": "paper-key-0002", "title": "另一份请假", "do": "submit"}
    refused = browser.post("/start/leave", other)
    assert refused.status_code == 422
    assert "已经提交或删除" in _text(refused) and "另一份请假" in _text(refused)
    assert 'name="draft"' not in _text(refused)
    assert Request.objects.count() == 1
    kept = browser.post("/start/leave/draft", other)
    assert f'value="{Draft.objects.get().pk}"' in _text(kept)
