# ruff: noqa: E501 (sheets read best as rows)
import io
import os
import zipfile

import pytest

from andu.kit.verdict import Refused
from andu.organisation.models import ImportBatch, Member, Unit
from andu.organisation.tests import sheets
from andu.organisation.tests.sheets import PEOPLE, TITLES, bring_in, check, text, upload, xlsx

pytestmark = pytest.mark.django_db


def words(batch):
    return {row.code or str(row.number): row.words for row in batch.rows.exclude(words="")}


def test_a_cycle_of_superiors_is_told_and_not_taken_over():
    rows = [["1", "甲", "办", "", "2", ""], ["2", "乙", "办", "", "3", ""], ["3", "丙", "办", "", "1", ""],
            ["4", "丁", "办", "", "1", ""], ["5", "戊", "办", "", "5", ""]]  # fmt: skip
    batch = bring_in(xlsx(TITLES, *rows))
    told = words(batch)
    assert all("绕成一圈" in told[code] for code in "123")
    assert "本人" in told["5"]
    above = {m.code: m.appointments.get().superior for m in Member.objects.all()}
    assert [code for code, superior in above.items() if superior] == ["4"]


def test_a_code_for_two_people_keeps_both_out():
    rows = [
        ["1", "甲", "办", "", "", ""],
        ["1", "乙", "办", "", "", ""],
        ["2", "丙", "办", "", "", ""],
    ]
    batch = check(xlsx(TITLES, *rows))
    assert (batch.faulty, batch.added) == (2, 1)
    assert "给了不同的人" in words(batch)["1"]


def test_the_same_person_twice_holds_two_posts():
    rows = [
        ["1", "甲", "办公室", "主任", "", ""],
        ["1", "甲", "财务科", "科长", "", ""],
        ["1", "甲", "办公室", "主任", "", ""],
    ]
    batch = bring_in(xlsx(TITLES, *rows))
    assert (batch.added, batch.faulty) == (1, 0)
    places = Member.objects.get().appointments.all()
    assert {(p.unit.name, p.is_main) for p in places} == {("办公室", True), ("财务科", False)}


def test_two_people_cannot_share_a_login(bureau, clerk):
    titles = [*TITLES, "登录名"]
    rows = [[*PEOPLE[0], "ａｂｃ"], [*PEOPLE[1], "ABC"], [*PEOPLE[2], "clerk"]]
    told = words(check(xlsx(titles, *rows)))
    assert "与第 2 行相同" in told["1002"]
    assert "已被别人使用" in told["1003"]
    batch = check(xlsx(TITLES, *PEOPLE), login_prefix="yl-")
    assert batch.added == 3


def test_unknown_and_ambiguous_superiors_are_told():
    rows = [["1", "甲", "办", "", "赵六", ""], ["2", "乙", "办", "", "9999", ""], ["3", "丙", "财", "", "丁", ""],
            ["4", "丁", "人事", "", "", ""], ["5", "丁", "法规", "", "", ""], ["6", "戊", "法规", "", "丁", ""],
            ["7", "己", "法规", "", "甲（1）", ""]]  # fmt: skip
    batch = bring_in(xlsx(TITLES, *rows))
    told = words(batch)
    assert "不在表里" in told["1"] and "不在表里" in told["2"]
    assert "2 个同名" in told["3"]
    assert "6" not in told  # the 丁 of the same unit is meant
    assert Member.objects.get(code="6").appointments.get().superior.code == "5"
    assert Member.objects.get(code="7").appointments.get().superior.code == "1"


def test_bad_values_are_told_and_left_out():
    titles = ["工号", "姓名", "部门", "手机", "邮箱", "入职日期"]
    rows = [["1", "甲", "办", "12345", "a@b", "不详"], ["", "乙", "办", "", "", ""], ["3", "", "办", "", "", ""],
            ["x" * 70, "丁", "办", "", "", ""]]  # fmt: skip
    batch = check(xlsx(titles, *rows))
    told = words(batch)
    assert all(word in told["1"] for word in ("11 位手机号", "name@example.cn", "入职日期"))
    assert "没有工号" in told["3"] or "没有姓名" in told["3"]
    assert (batch.added, batch.faulty, batch.noted) == (1, 3, 1)


def test_formulas_are_data():
    rows = [
        ["1", "=cmd|'/c calc'!A1", "办", "@SUM(1)", "", ""],
        ["2", "+1+1", "=HYPERLINK(1)", "", "", ""],
    ]
    bring_in(text(TITLES, *rows), filename="a.csv")
    assert Member.objects.get(code="1").name == "=cmd|'/c calc'!A1"
    assert Unit.objects.filter(name="=HYPERLINK(1)").exists()


def test_rare_names_and_emoji():
    rows = [["1", "𠮷野家", "办", "", "", ""], ["2", "㐂　多", "办", "", "", ""], ["3", "王🙂", "办", "", "", ""],
            ["4", " 欧阳　 修 ", "办", "", "", ""], ["5", "John  Smith", "办", "", "", ""]]  # fmt: skip
    for encoding, code in (("utf-8-sig", "a"), ("gb18030", "b")):
        changed = [[code + row[0], *row[1:]] for row in rows]
        organisation = sheets.known() if code == "b" else None
        bring_in(text(TITLES, *changed, encoding=encoding), organisation, "a.csv")
        names = list(
            Member.objects.filter(code__startswith=code)
            .order_by("code")
            .values_list("name", flat=True)
        )
        assert names == ["𠮷野家", "㐂多", "王🙂", "欧阳修", "John Smith"]


def test_numbers_written_as_floats():
    rows = [[1001.0, "甲", "办", "", "", 13800000001.0], ["1002.0", "乙", "办", "", "1001.0", "1.38E+10"],
            [" １００３ ", "丙", "办", "", 1001, "+86 138-0000-0003"]]  # fmt: skip
    bring_in(xlsx(TITLES, *rows))
    assert sorted(Member.objects.values_list("code", "mobile")) == [
        ("1001", "13800000001"), ("1002", "13800000000"), ("1003", "13800000003"),
    ]  # fmt: skip
    assert Member.objects.get(code="1003").appointments.get().superior.code == "1001"


def test_header_below_a_title_and_merged_departments():
    rows = [["云澜市城市更新局 2026 年人员花名册"], [], ["序号", "部 门", "工 号*", "姓　名", "职务（岗位）", "联系电话"],
            [1, "", "1", "甲", "主任", ""], [2, "", "2", "乙", "科员", ""], [3, "财务科", "3", "丙", "科长", ""],
            ["合计", "", "", "", "", ""]]  # fmt: skip
    merges = [(0, 0, 0, 5, "云澜市城市更新局 2026 年人员花名册"), (3, 1, 4, 1, "办公室")]
    batch = bring_in(xlsx(*rows, merges=merges))
    assert (batch.header_row, batch.added, batch.faulty) == (3, 3, 0)
    assert Member.objects.get(code="2").appointments.get().unit.name == "办公室"


def test_blank_departments_of_a_text_file_repeat_the_one_above():
    rows = [
        ["1", "甲", "办公室", "", "", ""],
        ["2", "乙", "", "", "", ""],
        ["3", "丙", "", "", "", ""],
    ]
    bring_in(text(TITLES, *rows), filename="a.csv")
    assert {m.appointments.get().unit.name for m in Member.objects.all()} == {"办公室"}


@pytest.mark.parametrize("mark", ["/", "\\", ">", "-", " - ", "、", "→"])
def test_paths_are_parted_by_any_mark(mark):
    rows = [["1", "甲", mark.join(["云澜市城市更新局", "办公室", "文电科"]), "", "", ""]]
    bring_in(xlsx(TITLES, *rows))
    assert list(Unit.objects.values_list("name", flat=True)) == [
        "云澜市城市更新局",
        "办公室",
        "文电科",
    ]


def test_levels_in_columns_of_their_own():
    titles = ["工号", "姓名", "一级部门", "二级部门", "三级部门"]
    bring_in(xlsx(titles, ["1", "甲", "机关", "办公室", "文电科"], ["2", "乙", "机关", "", ""]))
    assert Member.objects.get(code="1").appointments.get().unit.parent.name == "办公室"
    assert Unit.objects.count() == 4


def bomb():
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _block in range(410):
            part.write(b"0" * (1 << 20))
    return stream.getvalue()


def far_corner():
    source = io.BytesIO(xlsx(TITLES, *PEOPLE))
    stream = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part, data.replace(b'r="F4"', b'r="XFD1048576"'))
    return stream.getvalue()


HOSTILE = {
    "empty": (b"", "a.xlsx", "是空的"),
    "old": (b"\xd0\xcf\x11\xe0" + b"0" * 600, "a.xls", "另存为"),
    "lying name": (b"hello", "a.xlsx", "内容却不是"),
    "broken zip": (b"PK\x03\x04" + b"0" * 600, "a.xlsx", "损坏"),
    "garbage": (lambda: os.urandom(10 * 1024 * 1024), "a.csv", "编码|不是表格|表头|行|不成对|列"),
    "too big": (lambda: b"a" * (20 * 1024 * 1024 + 1), "a.csv", "20 MB"),
    "too many rows": (lambda: b"\xe5\xa7\x93\n" * 200_001, "a.csv", "20 万行"),
    "bomb": (bomb, "a.xlsx", "过大"),
    "far corner": (far_corner, "a.xlsx", "20 万行|列太多"),
    "no header": (lambda: xlsx(["甲", "乙"], ["1", "2"]), "a.xlsx", "没有找到表头"),
    "no people": (lambda: xlsx(TITLES), "a.xlsx", "没有人员"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "a.csv", "编码|不是表格"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_with_words(case):
    data, filename, why = HOSTILE[case]
    with pytest.raises(Refused, match=why):
        upload(data() if callable(data) else data, filename=filename)
    assert not ImportBatch.objects.exists()


def test_an_interrupted_upload_is_not_taken_for_the_whole():
    batch = upload(xlsx(TITLES, *PEOPLE))
    batch.rows.first().delete()
    with pytest.raises(Refused, match="重新上传"):
        sheets.actions.match_columns(
            batch, sheets.Match(batch.columns, batch.separators), by=sheets.SYSTEM
        )
