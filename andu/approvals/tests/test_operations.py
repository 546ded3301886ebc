"""What the page of a matter takes from the registries of workflow."""

import pytest

from andu.approvals.models import Draft
from andu.approvals.tests.samples import POST
from andu.kit.verdict import Refused, no, yes
from andu.workflow import operating
from andu.workflow.operating import Done, Operation, Panel, add_operation, add_panel
from tests.cast import client_of

LEND = "lend"


def _lend(asked):
    if not asked.posted.get("reason"):
        raise Refused(no("请写明理由。", "reason"))
    return Done(text="已借出。")


@pytest.fixture(autouse=True)
def registries(monkeypatch):
    """What is registered here stays here."""
    monkeypatch.setattr(operating, "_operations", dict(operating._operations))
    monkeypatch.setattr(operating, "_panels", dict(operating._panels))


@pytest.fixture
def matter(submit):
    """A matter in which one may lend."""
    return submit().matter


def _lending(verdict=yes, **more):
    template = "workflow/_return.html"
    add_operation(Operation(
        code=LEND, label="借出", icon="hand-move", verdict=lambda _desk, _by: verdict, act=_lend,
        template=template, **more,
    ))  # fmt: skip


def _text(answer):
    return answer.content.decode()


def test_an_operation_has_its_line_its_page_and_its_dialog(matter, clerk):
    _lending()
    browser, address = client_of(clerk), f"/w/{matter.pk}/{LEND}"
    page = _text(browser.get(matter.get_absolute_url()))
    assert f'href="{address}"' in page and "借出" in page
    assert "<html" in _text(browser.get(address))
    dialog = _text(browser.get(address, headers={"HX-Request": "true"}))
    assert "<dialog" in dialog and "<html" not in dialog
    done = browser.post(address, {"reason": "要用"}, headers={"HX-Request": "true"})
    assert done["HX-Redirect"] == matter.get_absolute_url()
    assert browser.post(address, {"reason": "要用"})["Location"] == matter.get_absolute_url()


def test_a_refused_operation_says_why_and_greys_its_line(matter, clerk):
    _lending()
    refused = client_of(clerk).post(f"/w/{matter.pk}/{LEND}", {"to": "x"})
    assert refused.status_code == 422 and "请写明理由。" in _text(refused)
    _lending(no("都借出去了。", "gone"))
    page = _text(client_of(clerk).get(matter.get_absolute_url()))
    assert "都借出去了。" in page and f"/w/{matter.pk}/{LEND}" not in page
    assert client_of(clerk).get(f"/w/{matter.pk}/{LEND}").status_code == 409


def test_an_operation_that_is_not_for_somebody_is_not_there(matter, clerk, outsider):
    _lending(None)
    assert "借出" not in _text(client_of(clerk).get(matter.get_absolute_url()))
    assert client_of(clerk).get(f"/w/{matter.pk}/{LEND}").status_code == 404
    assert client_of(outsider).post(f"/w/{matter.pk}/{LEND}").status_code == 404


def test_a_panel_shows_what_it_holds(matter, clerk):
    add_panel(Panel(code="empty", template="ui/_nothing.html", content=lambda _desk, _by: None))
    add_panel(Panel(code="mark", template="ui/_mark.html", content=lambda _desk, _by: "x"))
    assert client_of(clerk).get(matter.get_absolute_url()).status_code == 200


def test_a_matter_is_followed_and_no_more_from_its_menu(matter, clerk):
    browser, address = client_of(clerk), matter.get_absolute_url()
    assert f'formaction="{address}/follow"' in _text(browser.get(address))
    page = _text(browser.post(f"{address}/follow", follow=True))
    assert "已关注" in page and f'formaction="{address}/unfollow"' in page
    assert "已取消关注" in _text(browser.post(f"{address}/unfollow", follow=True))


def test_matters_are_linked_from_their_page(submit, matter, clerk, office_head):
    other, browser = submit(title="上半年请假").matter, client_of(clerk)
    address = matter.get_absolute_url()
    options = _text(browser.get(f"{address}/others", {"q": "上半年"}))
    assert "上半年请假" in options and matter.serial not in options
    refused = browser.post(f"{address}/relate", {"related_text": "没有这件"})
    assert refused.status_code == 422 and "没有这件" in _text(refused)
    page = _text(browser.post(f"{address}/relate", {"related": other.pk}, follow=True))
    assert "已关联 1 件" in page and "上半年请假" in page
    assert matter.title in _text(client_of(office_head).get(other.get_absolute_url()))
    page = _text(browser.post(f"{address}/unrelate", {"related": other.pk}, follow=True))
    assert "已取消关联" in page and "h-related" not in page


def test_a_request_is_linked_when_it_is_submitted(version, matter, clerk, outsider):
    browser = client_of(clerk)
    assert matter.title in _text(browser.get("/matters/pick", {"q": "请假"}))
    assert matter.title not in _text(client_of(outsider).get("/matters/pick", {"q": "请假"}))
    posted = {**POST, "version": "1", "related": matter.pk}
    refused = _text(browser.post("/start/leave", {**posted, "f-days": "几天"}))
    assert f'name="related" value="{matter.pk}"' in refused
    browser.post("/start/leave/draft", posted)
    draft = _text(browser.get("/start/leave", {"draft": Draft.objects.get().pk}))
    assert f'name="related" value="{matter.pk}"' in draft
    page = _text(browser.post("/start/leave", {**posted, "title": "第二件"}, follow=True))
    assert "h-related" in page and matter.title in page
    assert "第二件" in _text(browser.get(matter.get_absolute_url()))
