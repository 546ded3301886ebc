import pytest

from andu.identity import passwords, people
from andu.identity.models import Account
from andu.identity.models.account import normal
from andu.policy import reading
from tests.cast import PASSWORD

hypothesis = pytest.importorskip("hypothesis")
from hypothesis import given, settings, strategies  # noqa: E402

CLERK = Account(login_name="fangyishu", login_key="fangyishu", name="方亦舒")


@pytest.fixture(autouse=True)
def no_decisions(monkeypatch):
    monkeypatch.setattr(reading, "decisions", dict)


def refused(password, account=CLERK, old=""):
    return [fault.words for fault in passwords.faults(account, password, old=old)]


@pytest.mark.parametrize(
    "password",
    [
        "111111", "123456", "654321", "Aa123456", "Password1!", "P@ssw0rd", "Admin@123",
        "Qwer1234!", "1qaz2wsx", "1qaz@WSX", "Abcd1234!", "aaaaAAAA1!", "Abc123Abc123",
        "qwertyUIOP1", "Zxcvbnm,1",
        "9876543210Aa", "Abcabcabc1!", "Woaini1314", "Dragon2024!", "11112222Aa!", "Iloveyou1!",
    ],
)  # fmt: skip
def test_what_anybody_would_guess_is_refused(password):
    assert passwords.forbidden(CLERK, password), password


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "Tea-7-hills-Moon",
        "江上清风明月7Kq",
        "xK9#mP2$vL",
        "correct Horse 4 battery",
        "Lq7!wTz3",
    ],
)
def test_decent_passwords_pass(password):
    assert not refused(password)


@pytest.mark.parametrize(
    "password", ["Fangyishu-71x", "uhsiygnaf-71Xq", "xq方亦舒-71Ab", "fangYISHU77-x"]
)
def test_ones_own_words_are_refused(password):
    assert "登录名称" in refused(password)[0]


def test_words_told_from_above_are_refused(monkeypatch):
    class Teller(people.Teller):
        def words(self, account_id):
            return ["10034", "13812345678", "云澜市城市更新局"]

    monkeypatch.setattr(people, "_teller", [Teller()])
    account = Account(pk=7, login_name="cyq", login_key="cyq", name="陈砚秋")
    assert refused("Xk-10034-qTz", account)
    assert refused("Tz13812345678k", account)
    assert not refused("Xk-20045-qTz", account)


def test_length_depends_on_the_class_of_account():
    office = Account(login_name="s", login_key="s", name="系统管理员", office="system")
    assert refused("Lq7!wTz3", office) == ["口令有 8 位，至少要 12 位。"]
    assert refused("Lq7!wTz") == ["口令有 7 位，至少要 8 位。"]


@pytest.mark.parametrize("password", ["Sdfghj-Lkjhgf", "Tyuiop)(*&^%1", "5tgb6yhn-Dfg"])
def test_what_lies_side_by_side_on_the_keyboard_counts_once(password):
    assert "键盘连排" in refused(password)[0]


def test_whoever_approves_may_be_asked_for_more(monkeypatch, clerk, office_head):
    found = {("identity.password.length.key", "installation", 0): ("14", False)}
    monkeypatch.setattr(reading, "decisions", lambda: found)
    assert refused("Lq7!wTz3", office_head.account) == ["口令有 8 位，至少要 14 位。"]
    assert not refused("Lq7!wTz3", clerk.account)
    assert "至少 14 位" in passwords.demands(office_head.account)[0]


def test_a_former_password_is_good_where_nobody_minds(monkeypatch, clerk):
    assert passwords.is_old(clerk.account, PASSWORD)
    found = {("identity.password.history", "installation", 0): ("0", False)}
    monkeypatch.setattr(reading, "decisions", lambda: found)
    assert not passwords.is_old(clerk.account, PASSWORD)


def test_the_plain_profile_only_advises_administrators(monkeypatch):
    found = {("policy.profile", "installation", 0): ("zhidu", False)}
    monkeypatch.setattr(reading, "decisions", lambda: found)
    office = Account(login_name="s", login_key="s", name="系统管理员", office="system")
    (fault,) = passwords.faults(office, "Lq7!wTz3x")
    assert fault.is_advice
    assert fault.words == "口令有 9 位，至少要 11 位。"
    assert passwords.good_enough(office, "Lq7!wTz3x").code == "advice"


def test_kinds_of_characters_are_counted():
    assert "2 类字符" in refused("lq7wtz3mbk")[0]
    assert not refused("更lq7wtz3mbk")


@pytest.mark.parametrize("new", ["Tea-7-hills-Moon2", "tea-7-hills-moon", "Tea-8-hills-Moon"])
def test_what_resembles_the_old_one_is_refused(new):
    assert any("太像" in words for words in refused(new, old="Tea-7-hills-Moon"))


def test_too_long_and_unreadable_are_refused_not_cut():
    assert "太长" in refused("Lq7!" + "wTz3" * 100)[0]
    assert "无法识别" in refused("Lq7!wTz3\ud800")[0]
    assert not refused("Lq7!wTz3" + "-江山如画" * 12)


@settings(max_examples=300, deadline=None)
@given(strategies.text(max_size=80))
def test_any_text_is_judged(password):
    passwords.faults(CLERK, password, old="Tea-7-hills-Moon")


@settings(max_examples=500, deadline=None)
@given(strategies.text(max_size=40))
def test_a_login_name_in_normal_form_stays(name):
    assert normal(normal(name)) == normal(name)
    assert normal(f" {name}\u200b ".upper().lower()) == normal(name.upper().lower())
