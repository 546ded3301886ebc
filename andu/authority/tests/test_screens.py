"""The pages, without scripts: list, table, versions, spreadsheet, 试算. Nothing typed is lost."""

from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from andu.audit.recording import entries_of
from andu.authority import sheets
from andu.authority.models import Matrix, Version
from andu.authority.tests.samples import ROWS, lines
from andu.authority.typed import PARTS
from andu.organisation.models import Appointment
from tests.cast import client_of
from tests.house.counting import constant_queries, queries_of


def at(name, *args):
    return reverse(f"authority:{name}", args=args)


def posted(rows=ROWS, **more):
    typed = {
        f"m-{n}-{part}": said
        for n, row in enumerate(rows, 1)
        for part, said in zip(PARTS, row, strict=True)
    }
    about = {"regulation": "资金管理办法", "valid_from": timezone.localdate().isoformat()}
    return typed | about | more


@pytest.fixture
def browser(keeper):
    return client_of(keeper)


def test_a_matrix_is_made_and_listed(browser, bureau):
    answer = browser.post(at("matrices"), {
        "name": "采购权限表", "key": "buying", "unit": bureau.units["finance"].pk,
        "category": "采购类别", "attribute": "采购方式",
    })  # fmt: skip
    assert answer.headers["Location"] == at("matrix", "buying")
    page = browser.get(at("matrices")).content.decode()
    assert "采购权限表" in page
    assert "编辑中" in page


def test_a_key_that_is_taken_keeps_what_was_typed(browser, matrix, bureau):
    said = {"name": "又一张", "key": "funds", "unit": bureau.units["finance"].pk, "category": "类"}
    answer = browser.post(at("matrices"), said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "已经有了" in page
    assert "又一张" in page


def test_the_table_is_saved_checked_and_published(browser, matrix):
    url = at("matrix", "funds")
    assert browser.post(url, posted(ROWS[:1])).status_code == 302
    page = browser.get(url).content.decode()
    assert "没有规定由谁审批" in page
    assert "1 处要改" in page
    answer = browser.post(url, posted(go="publish"))
    assert answer.headers["Location"] == at("version", "funds", 1)
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "《资金管理办法》" in page
    assert "50,000 元（含）以上" in page
    assert "岗位：局长" in browser.get(url).content.decode()  # the next version begins with it


def test_a_hole_is_not_published_and_the_typed_stays(browser, matrix):
    answer = browser.post(at("matrix", "funds"), posted(ROWS[:1], go="publish"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "第 1 行：“办公费”50,000 元（含）以上没有规定由谁审批" in page
    assert 'value="5万"' in page
    assert not Version.objects.published().exists()


@pytest.mark.parametrize(
    ("act", "kept"),
    [
        ("add", ["办公费", "办公费", "其余", ""]),
        ("copy-1", ["办公费", "办公费", "办公费", "其余"]),
        ("down-1", ["办公费", "办公费", "其余"]),
        ("up-3", ["办公费", "其余", "办公费"]),
        ("drop-3", ["办公费", "办公费"]),
    ],
)
def test_rows_are_arranged_without_scripts(browser, matrix, act, kept):
    answer = browser.post(at("matrix", "funds"), posted(**{"row-act": act}), follow=True)
    assert [line.parts.get("category", "") for line in answer.context["lines"]] == kept


def test_somebody_elses_change_is_not_written_over(browser, matrix):
    url = at("matrix", "funds")
    browser.post(url, posted())
    browser.post(url, posted(ROWS[1:], seen="1"))
    answer = browser.post(url, posted(ROWS[2:], seen="1"))
    assert answer.status_code == 422
    assert "别人刚刚改过" in answer.content.decode()


def test_versions_are_compared(browser, publish):
    publish()
    publish([("办公费", "", "", "5万", "", "局长"), ROWS[1], ("差旅费", "", "", "", "", "局长")])
    page = browser.get(at("version", "funds", 2)).content.decode()
    for words in ("与第 1 版相比", "<del>岗位：科长</del>", "新增", "删去"):
        assert words in page
    other = browser.get(at("version", "funds", 1) + "?with=2").content.decode()
    assert "与第 2 版相比" in other
    assert browser.get(at("version", "funds", 9)).status_code == 404


def test_a_version_is_taken_out_and_in_again(browser, publish, matrix):
    publish()
    answer = browser.get(at("export", "funds") + "?version=1")
    assert entries_of(matrix).order_by("-id").first().sentence.endswith("第 1 版")
    file = SimpleUploadedFile("权限表.xlsx", answer.content)
    page = browser.post(at("import", "funds"), {"file": file})
    assert "没有空档，没有重复" in page.content.decode()
    taken = {
        f"{line.prefix}{part}": line.parts[part]
        for line in page.context["sheet"].lines for part in PARTS
    }  # fmt: skip
    assert browser.post(at("adopt", "funds"), taken | {"file": "权限表.xlsx"}).status_code == 302
    assert [row["final"] for row in Version.objects.get(state="draft").document] == [
        "岗位：科长", "岗位：局长", "岗位：局长",
    ]  # fmt: skip
    assert "从“权限表.xlsx”导入" in entries_of(matrix).order_by("-id").first().sentence


def test_the_spreadsheet_is_called_as_every_system_takes_it(browser, publish, matrix):
    publish()
    Matrix.objects.filter(pk=matrix.pk).update(name="资金/采购权限表")
    told = unquote(browser.get(at("export", "funds")).headers["Content-Disposition"])
    assert told.startswith("attachment") and told.endswith("''资金_采购权限表 1.xlsx")


def test_an_import_shows_what_to_mend_row_by_row(browser, matrix):
    rows = [("办公费", "", "", "5万", "", "总会计师"), ("办公费", "", "4万", "", "", "局长")]
    file = SimpleUploadedFile("坏表.xlsx", sheets.workbook(matrix, lines(rows)))
    page = browser.post(at("import", "funds"), {"file": file}).content.decode()
    assert "“总会计师”不是本单位的岗位" in page
    assert "在第 1、2 行重复规定" in page
    assert not Version.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.csv", b"", "空"),
        ("别的.csv", "姓名,工号\n张三,1\n".encode(), "没有找到列名"),
        ("只有列名.csv", "费用类别,审批\n".encode(), "列名下面没有内容"),
        ("假.xlsx", b"nothing", "内容却不是"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(browser, matrix, name, content, words):
    answer = browser.post(at("import", "funds"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Version.objects.exists()


def test_columns_are_found_as_offices_call_them(matrix):
    text = "云澜市城市更新局资金审批权限表,,\n事项类别,金额上限,最终审批人\n办公费,,局长\n"
    found = sheets.lines_in(text.encode(), "表.csv", matrix)
    assert [(line.parts["category"], line.parts["final"]) for line in found] == [("办公费", "局长")]


def test_who_would_sign_is_tried(browser, publish, clerk):
    publish()
    asked = {"initiator": clerk.pk, "category": "差旅费", "amount": "3万"}
    page = browser.get(at("try", "funds"), asked).content.decode()
    for words in ("第 3 行", "罗曼青", "部门负责人", "沈知远"):
        assert words in page
    bad = browser.get(at("try", "funds"), asked | {"amount": "三万"}).content.decode()
    assert "金额请写成" in bad


def test_who_would_sign_is_tried_from_where_the_initiator_acts(browser, publish, bureau, clerk):
    """Of several places the one that flows take, too."""
    publish([("", "", "", "", "", "部门负责人")])
    Appointment.objects.filter(member=clerk).update(is_main=False, order=2)
    Appointment.objects.create(member=clerk, unit=bureau.units["finance"], order=1)
    page = browser.get(at("try", "funds"), {"initiator": clerk.pk, "category": ""})
    assert [each.people for each in page.context["outcome"].final] == ["周牧野"]


def test_a_hole_shows_when_it_is_tried(browser, publish, clerk):
    publish([("办公费", "", "", "", "", "局长")])
    asked = {"initiator": clerk.pk, "category": "差旅费", "amount": "1"}
    assert "不能提交" in browser.get(at("try", "funds"), asked).content.decode()


def test_buttons_close_open_and_discard(browser, matrix):
    browser.post(at("matrix", "funds"), posted())
    browser.post(at("discard", "funds"))
    assert not Version.objects.exists()
    browser.post(at("close", "funds"))
    assert Matrix.objects.get().closed
    assert "已停用" in browser.get(at("matrix", "funds")).content.decode()
    browser.post(at("reopen", "funds"))
    assert not Matrix.objects.get().closed
    browser.post(at("settings", "funds"), {
        "name": "资金权限", "unit": matrix.unit_id, "category": "类别", "attribute": "",
    })  # fmt: skip
    assert Matrix.objects.get().name == "资金权限"


def test_a_member_finds_no_matrix(matrix, clerk):
    assert client_of(clerk).get(at("matrix", "funds")).status_code == 403


def test_the_list_takes_as_many_statements_with_many(browser, bureau, matrix):
    def grow(more):
        for _n in range(more):
            number = Matrix.objects.count()
            Matrix.objects.create(
                organisation=bureau.organisation, unit=bureau.units["office"], key=f"m{number}",
                name=f"表{number}", category_label="类别",
            )  # fmt: skip

    constant_queries(browser, at("matrices"), grow)


def test_the_table_asks_once_for_its_draft(browser, matrix):
    browser.post(at("matrix", "funds"), posted())
    asked = queries_of(browser, at("matrix", "funds"))
    assert sum('"authority_version"."document"' in sql for sql in asked) == 1


def test_versions_and_their_rows_are_read_once(browser, publish):
    publish()
    publish()
    asked = queries_of(browser, at("versions", "funds"))
    for table in ("authority_version", "authority_row"):
        assert sum(sql.startswith(f'SELECT "{table}"') for sql in asked) == 1
    page = browser.get(at("versions", "funds")).content.decode()
    assert page.count(">在用<") == 1
