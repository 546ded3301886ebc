"""One's own profile: filled in by oneself, complete or reminded of at every login (ID-14)."""

import pytest

from andu.audit.recording import entries_of
from andu.kit.verdict import Refused
from andu.organisation.acting import administrator
from andu.organisation.actions import Reach, fill_profile
from andu.organisation.completeness import missing, reminder
from andu.organisation.models import Member
from andu.organisation.policy import EMAIL_DOMAINS, PROFILE_REMINDER
from andu.policy.actions import decide
from andu.policy.places import Place
from andu.policy.reading import forget
from tests.cast import PASSWORD, actor_of, client_of

ALL = {"phone": "0871-651 2345 转 8", "mobile": "13812345678", "email": "fys@ylgx.example.cn"}
DOMAINS = "ylgx.example.cn mail.ylgx.example.cn"


@pytest.fixture
def decided(security_administrator):
    """Decides a setting for the cast's organisation."""

    def put(setting, text, organisation):
        place = Place("organisation", organisation.pk, organisation.name)
        decide(setting, text, at=place, basis="制度", by=administrator(security_administrator))
        forget()

    forget()
    yield put
    forget()


def enter(client):
    return client.post("/login", {"login_name": "clerk", "password": PASSWORD}, follow=True)


def test_a_person_says_how_to_reach_them_and_colleagues_read_it(clerk, director):
    fill_profile(clerk, Reach(**ALL), by=actor_of(clerk))
    assert missing(Member.objects.get(pk=clerk.pk)) == []
    assert "更新了自己的手机、办公电话、邮箱" in entries_of(clerk).last().sentence.replace(
        "办公电话、手机", "手机、办公电话"
    )
    page = client_of(director).get(f"/org/members/{clerk.pk}").text
    assert all(word in page for word in ALL.values())


def test_nobody_fills_in_anothers(clerk, director):
    with pytest.raises(Refused, match="只由本人填写"):
        fill_profile(clerk, Reach(**ALL), by=actor_of(director))
    assert Member.objects.get(pk=clerk.pk).phone == ""


def test_a_mailbox_elsewhere_is_refused_and_what_was_typed_stays(bureau, clerk, decided):
    decided(EMAIL_DOMAINS, DOMAINS, bureau.organisation)
    browser = client_of(clerk)
    answer = browser.post("/me/profile", {**ALL, "email": "fys@elsewhere.example"})
    assert answer.status_code == 422
    assert "邮箱要用本单位的域名（ylgx.example.cn、mail.ylgx.example.cn）" in answer.text
    assert "13812345678" in answer.text and "fys@elsewhere.example" in answer.text
    assert Member.objects.get(pk=clerk.pk).mobile == ""
    assert "个人信息齐全" in browser.post("/me/profile", ALL, follow=True).text


@pytest.mark.parametrize("wrong", [{"mobile": "138"}, {"phone": "前台"}, {"email": "x"}])
def test_what_cannot_be_dialled_is_refused(clerk, wrong):
    assert client_of(clerk).post("/me/profile", {**ALL, **wrong}).status_code == 422
    assert Member.objects.get(pk=clerk.pk).phone == ""


def test_every_login_reminds_until_nothing_is_missing(client, clerk):
    for _ in range(2):
        page = enter(client).text
        assert "个人信息还缺办公电话、手机、公司邮箱" in page and 'href="/me/profile"' in page
        client.post("/logout")
    fill_profile(clerk, Reach(**ALL), by=actor_of(clerk))
    assert "个人信息还缺" not in enter(client).text


def test_a_mailbox_that_is_no_longer_allowed_is_reminded_of(bureau, clerk, decided):
    fill_profile(clerk, Reach(**{**ALL, "email": "a@gone.example"}), by=actor_of(clerk))
    decided(EMAIL_DOMAINS, DOMAINS, bureau.organisation)
    assert reminder(Member.objects.get(pk=clerk.pk))[0].startswith("个人信息还缺公司邮箱")
    decided(PROFILE_REMINDER, False, bureau.organisation)
    assert reminder(Member.objects.get(pk=clerk.pk)) is None


def test_my_page_leads_to_the_profile_and_its_tabs(clerk):
    page = client_of(clerk).get("/me", follow=True)
    assert page.redirect_chain[-1][0] == "/me/profile"
    for word in ("个人信息", "当前身份", "委托代办", "我的下载", "显示", "快捷键", "安全"):
        assert word in page.text


@pytest.mark.parametrize("text", ["not a domain!", "-", "a..b"])
def test_domains_are_checked(text):
    with pytest.raises(ValueError):
        EMAIL_DOMAINS.type.write(text)
    assert EMAIL_DOMAINS.type.write("@A.example.cn，b.example.cn") == "a.example.cn b.example.cn"
