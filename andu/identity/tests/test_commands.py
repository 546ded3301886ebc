import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from andu.identity import actions
from andu.identity.models import Account
from andu.kit.verdict import Refused
from andu.organisation.acting import administrator
from tests.cast import PASSWORD, make_account


def run(capsys, *words):
    call_command(*words)
    return capsys.readouterr().out


def test_the_first_run_makes_three_administrators_once(db, capsys):
    said = run(capsys, "first_run", "--audit", "shenji")
    offices = dict(Account.objects.values_list("office", "login_name"))
    assert offices == {"system": "sysadmin", "security": "secadmin", "audit": "shenji"}
    code = next(line.split()[1] for line in said.splitlines() if "sysadmin" in line)
    new = "Tea-7-hills-Moon"
    form = {"login_name": "sysadmin", "code": code, "new": new, "again": new}
    assert Client().post("/activate", form)["Location"] == "/me"
    assert run(capsys, "first_run") == ""


def test_initial_passwords_open_nothing_but_their_change(db, capsys):
    said = run(capsys, "first_run", "--passwords")
    password = next(line.split()[1] for line in said.splitlines() if "secadmin" in line)
    browser = Client()
    assert (
        browser.post("/login", {"login_name": "secadmin", "password": password}).status_code == 302
    )
    for page in ("/", "/me", "/admin/settings", "/admin/users"):
        answer = browser.get(page)
        assert answer.status_code == 404 or answer["Location"].startswith("/me/password")
    new = "Tea-7-hills-Moon"
    browser.post("/me/password", {"old": password, "new": new, "again": new})
    assert browser.get("/admin/settings").status_code == 200


def test_only_the_console_appoints(system_administrator):
    with pytest.raises(Refused):
        actions.appoint_administrators(
            {"audit": "x"}, with_passwords=True, by=administrator(system_administrator)
        )
    assert not Account.objects.filter(office="audit").exists()


def test_reissuing(clerk, capsys):
    demo = make_account("demo1", "演示", origin="demo")
    assert "clerk" in run(capsys, "account_reissue", "clerk")
    said = run(capsys, "account_reissue", "--all-demo")
    assert "clerk" not in said
    password = said.split()[1]
    demo.refresh_from_db()
    assert demo.must_change
    assert demo.check_password(password)
    assert not demo.check_password(PASSWORD)
    for words in (["account_reissue"], ["account_reissue", "nobody"]):
        with pytest.raises(CommandError) as error:
            call_command(*words)
        assert error.value.returncode == 2


def test_listing(clerk, capsys):
    assert run(capsys, "account_list", "clerk") == "clerk\tactive\t-\t方亦舒\n"
