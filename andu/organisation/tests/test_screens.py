from itertools import count

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from andu.identity.models import Account
from andu.organisation.importing import running
from andu.organisation.models import ImportBatch, Member, Organisation
from andu.organisation.tests import sheets
from andu.organisation.tests.sheets import PEOPLE, TITLES, bring_in, check, xlsx
from tests.cast import client_of, make_member
from tests.house.counting import constant_queries

NUMBERS = count(1)


def grow(unit):
    def more(n):
        for number in (next(NUMBERS) for _ in range(n)):
            make_member(unit, f"x{number}", f"新人{number}")

    return more


@pytest.fixture
def system(system_administrator):
    """A browser of the system administrator."""
    client = Client()
    client.force_login(system_administrator)
    return client


@pytest.mark.parametrize("url", ["/org", "/org?q=新", "/org/pick?q=新", "/org/pick/tree"])
def test_lists_of_people_take_constant_queries(bureau, clerk, url):
    constant_queries(client_of(clerk), url, grow(bureau.units["office"]))


def test_the_tree_page_takes_constant_queries(bureau, system):
    url = f"/admin/org?unit={bureau.units['office'].pk}"
    constant_queries(system, url, grow(bureau.units["office"]))


@pytest.mark.parametrize("words", ["fangyishu", "fys", "方亦", "clerk", "科员 办公室", "1381"])
def test_people_are_found_by_any_word(clerk, words):
    Member.objects.filter(pk=clerk.pk).update(
        pinyin="fangyishu", initials="fys", mobile="13812345678"
    )
    page = client_of(clerk).get("/org", {"q": words}).content.decode()
    assert "方亦舒" in page


def test_people_of_elsewhere_are_not_seen(clerk, outsider):
    client = client_of(clerk)
    assert client.get(f"/org/members/{outsider.pk}").status_code == 404
    assert "没有找到" in client.get("/org", {"q": "宋怀瑾"}).content.decode()
    unit = outsider.appointments.get().unit
    assert client.get("/org", {"unit": unit.pk}).status_code == 404


def test_a_persons_page_names_the_superior(clerk):
    page = client_of(clerk).get(f"/org/members/{clerk.pk}").content.decode()
    assert "罗曼青" in page


def test_the_picker_answers_people_and_units(clerk):
    client = client_of(clerk)
    assert f'data-value="{clerk.pk}"' in client.get("/org/pick?q=方亦舒").content.decode()
    assert "财务科" in client.get("/org/pick?kind=unit&q=财务").content.decode()


def send(client, data, **more):
    upload = SimpleUploadedFile("人员.xlsx", data)
    return client.post("/admin/org/import", {"file": upload, **more})


def test_a_sheet_is_imported_in_the_browser(system):
    new = {"organisation": "", "code": "ylgx", "name": "云澜市城市更新局"}
    answer = send(system, xlsx(TITLES, *PEOPLE), **new)
    there = answer["Location"]
    page = system.get(there).content.decode()
    assert "核对各列" in page and "沈知远" in page
    choice = {f"column_{number}": code for number, code in enumerate(
        ["code", "name", "unit", "post", "superior", "mobile"])}  # fmt: skip
    answer = system.post(f"{there}/columns", {**choice, "separators": "/"})
    assert answer.status_code == 302
    assert "导入 3 人" in system.get(there).content.decode()
    assert not Organisation.objects.exists()
    assert system.post(f"{there}/confirm", {"basis": ""}).status_code == 422
    system.post(f"{there}/confirm", {"basis": "名册"})
    batch = ImportBatch.objects.get()
    assert "导入中" in system.get(there).content.decode()
    assert "HX-Refresh" not in system.get(f"{there}/progress")
    running.run(batch.pk)
    assert "HX-Refresh" in system.get(f"{there}/progress")
    assert "导入完成" in system.get(there).content.decode()
    assert Member.objects.count() == 3


def test_a_refused_file_keeps_what_was_typed(system):
    new = {"organisation": "", "code": "ylgx", "name": "云澜市城市更新局"}
    answer = send(system, b"PK" + b"0" * 100, **new)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "已损坏" in page and "云澜市城市更新局" in page


def test_wrong_columns_are_told(system):
    batch = sheets.upload(xlsx(TITLES, *PEOPLE))
    answer = system.post(f"/admin/org/import/{batch.pk}/columns", {"column_0": "code"})
    assert answer.status_code == 422
    assert "请指明哪一列是“姓名”" in answer.content.decode()


def test_what_goes_out_comes_in_again_without_a_change(system):
    titles = [
        "工号",
        "姓名",
        "部门",
        "职务",
        "负责人",
        "兼职",
        "分管部门",
        "OA联络员",
        "入职日期",
        "直接上级",
    ]
    rows = [
        ["1", "沈知远", "", "局长", "是", "", "", "", "2019-03-01", ""],
        ["2", "=1+1", "局领导", "副局长", "", "", "办公室、财务/预算科", "", "", "1"],
        ["3", "罗曼青", "办公室", "主任", "副", "财务/预算科:顾问", "", "是", "", "2"],
        ["4", "周牧野", "财务/预算科", "", "", "", "", "", "", ""],
    ]  # fmt: skip
    bring_in(xlsx(titles, *rows))
    answer = system.get("/admin/org/export.xlsx")
    assert answer["Content-Type"].endswith("sheet")
    batch = check(answer.content, sheets.known())
    assert (batch.unchanged, batch.changed, batch.added, batch.faulty) == (4, 0, 0, 0)
    assert "=1+1" in set(Member.objects.values_list("name", flat=True))


def test_slips_are_made_at_the_moment_of_printing(system):
    bring_in(xlsx(TITLES, *PEOPLE))
    assert "还没有登录过" in system.get("/admin/org/slips").content.decode()
    root = sheets.known().units.get(parent=None)
    page = system.post("/admin/org/slips", {"unit": root.pk, "basis": "名册"}).content.decode()
    account = Account.objects.get(login_key="1003")
    assert account.activations.open().count() == 1
    assert page.count("slip__code") == 3
    again = system.post("/admin/org/slips", {"unit": root.pk, "basis": ""})
    assert again.status_code == 409


def test_forms_of_the_administration_work_without_scripts(bureau, system):
    office, clerk = bureau.units["office"], bureau.members["clerk"]
    posts = {
        f"/admin/org/units/new?unit={office.pk}": {"name": "文电科", "kind": "section", "order": 0},
        f"/admin/org/units/{office.pk}/rename": {"name": "综合科"},
        f"/admin/org/units/{office.pk}/move": {"parent_text": "财务科"},
        f"/admin/org/members/{clerk.pk}": {"name": "方亦舒", "order": 3, "mobile": "13800000009"},
        f"/admin/org/members/{clerk.pk}/appoint": {"unit_text": "02", "duty": "contact"},
        "/admin/org/members/new": {
            "code": "9", "name": "新人", "unit_text": "财务科", "duty": "member", "order": 0,
            "basis": "名册",
        },
        "/admin/org/posts": {"name": "副科长", "level": 4},
        "/admin/org/groups": {"name": "应急组", "members": [clerk.pk]},
        "/admin/workdays": {"day": "2026-11-27", "kind": "holiday", "name": "局庆"},
        "/admin/workdays/statutory": {"year": "2026"},
        "/admin/workdays/hours": {"day0": "08:00-12:00"},
    }  # fmt: skip
    for url, said in posts.items():
        assert system.post(url, said).status_code == 302, url
    assert clerk.appointments.filter(duty="contact").exists()
    for url in ("/admin/org", "/admin/org/gaps", "/admin/workdays", "/admin/org/groups"):
        assert system.get(url).status_code == 200


def test_the_security_office_grants_roles(bureau, clerk, security_administrator):
    client = Client()
    client.force_login(security_administrator)
    assert client.post("/admin/roles", {"name": "转发员"}).status_code == 302
    role = bureau.organisation.roles.get()
    answer = client.post(f"/admin/roles/{role.pk}/grant", {"member": clerk.pk, "basis": "附表1"})
    assert answer.status_code == 302
    grant = role.grants.get()
    assert "方亦舒" in client.get(f"/admin/roles/{role.pk}").content.decode()
    client.post(f"/admin/roles/grants/{grant.pk}/revoke")
    assert "还没有授予" in client.get(f"/admin/roles/{role.pk}").content.decode()


def test_one_acts_as_the_chosen_place(bureau, clerk):
    second = clerk.appointments.create(unit=bureau.units["finance"])
    client = client_of(clerk)
    client.post("/me/acting", {"appointment": second.pk})
    assert client.session["appointment"] == second.pk
    foreign = bureau.members["director"].appointments.get()
    assert client.post("/me/acting", {"appointment": foreign.pk}).status_code == 404
