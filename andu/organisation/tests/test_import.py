import datetime

import pytest
from django.core.management import CommandError, call_command

from andu.audit.models import Entry
from andu.audit.verifying import breaks
from andu.identity.models import Account
from andu.kit.actor import Actor
from andu.kit.verdict import Refused
from andu.organisation import actions
from andu.organisation.actions.importing import Target
from andu.organisation.importing import running
from andu.organisation.models import Appointment, ImportBatch, ImportRow, Member, Organisation, Unit
from andu.organisation.tests import sheets
from andu.organisation.tests.sheets import PEOPLE, TITLES, bring_in, check, xlsx
from tests.cast import actor_of

pytestmark = pytest.mark.django_db


def test_a_sheet_becomes_an_organisation():
    batch = bring_in(xlsx(TITLES, *PEOPLE))
    assert (batch.state, batch.added, batch.faulty) == ("done", 3, 0)
    clerk = Member.objects.get(code="1003")
    place = clerk.appointments.get()
    assert (place.unit.name, place.unit.parent.name, place.title) == ("文电科", "办公室", "科员")
    assert place.superior.name == "罗曼青"
    assert place.unit.path == f"{place.unit.parent.path}{place.unit_id}/"
    assert (clerk.pinyin, clerk.initials) == ("fangyishu", "fys")
    assert (clerk.account.state, clerk.account.login_name) == ("awaiting", "1003")
    assert not clerk.account.has_usable_password()
    assert not list(breaks())
    assert Entry.objects.filter(event="organisation.MemberImported").count() == 3


def test_nothing_is_written_until_confirmed():
    check(xlsx(TITLES, *PEOPLE))
    counts = [model.objects.count() for model in (Organisation, Member, Unit, Account, Appointment)]
    assert counts == [0] * 5


def test_only_those_with_the_right_import(clerk):
    with pytest.raises(Refused, match="系统管理员"):
        sheets.upload(xlsx(TITLES, *PEOPLE), clerk.organisation, by=actor_of(clerk))
    assert not ImportBatch.objects.exists()


def test_nobody_imports_into_a_foreign_organisation(bureau, outsider):
    by = actor_of(outsider)
    own = type(by)(**{**vars(by), "rights": {"organisation.import": ("",)}})
    with pytest.raises(Refused, match="不是你所在的机构"):
        actions.upload_import(xlsx(TITLES, *PEOPLE), "a.xlsx", Target(bureau.organisation), by=own)


def test_again_is_an_update_and_nothing_is_doubled():
    bring_in(xlsx(TITLES, *PEOPLE))
    batch = check(xlsx(TITLES, *PEOPLE), sheets.known())
    assert (batch.added, batch.changed, batch.unchanged) == (0, 0, 3)
    moved = [PEOPLE[0], PEOPLE[1], ["1003", "方亦舒", "办公室", "副科长", "1001", ""]]
    batch = bring_in(xlsx(TITLES, *moved), sheets.known())
    assert (batch.changed, batch.unchanged) == (1, 2)
    clerk = Member.objects.get(code="1003")
    assert clerk.mobile == "13800000003"  # a blank cell says nothing
    now = clerk.appointments.current().get()
    assert (now.unit.name, now.title, now.superior.name) == ("办公室", "副科长", "沈知远")
    assert clerk.appointments.count() == 2  # the old place is history
    assert Member.objects.count() == Account.objects.count() == 3


def test_an_import_killed_at_any_step_goes_on():
    batch = check(xlsx(TITLES, *PEOPLE))
    batch = actions.confirm_import(batch, by=sheets.SYSTEM)
    for _step in range(2):
        batch = actions.apply_import(batch, by=sheets.SYSTEM)
    assert batch.state == "running"
    running.run(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.placed, batch.linked) == ("done", 3, 3)
    assert Member.objects.count() == 3


def test_a_killed_command_is_finished_by_the_next(tmp_path, capsys):
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx(TITLES, *PEOPLE))
    batch = check(path.read_bytes())
    by = Actor(code="cli", name="命令行", rights=sheets.SYSTEM.rights)
    actions.apply_import(actions.confirm_import(batch, by=by), by=by)
    call_command("import_organisation", path, "--organisation", "ylgx", "--yes")
    batch.refresh_from_db()
    assert batch.state == "done"
    assert "先继续上次中断的导入" in capsys.readouterr().out
    assert Member.objects.count() == 3


def test_a_dry_run_writes_nothing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(sheets.text(TITLES, *PEOPLE))
    call_command("import_organisation", path, organisation="a", name="甲局", dry_run=True)
    assert not Member.objects.exists()
    with pytest.raises(CommandError, match="损坏"):
        path.write_bytes(b"PK0000")
        call_command("import_organisation", path, organisation="a", name="甲局", yes=True)


def test_a_stopped_import_is_handed_over_again():
    batch = actions.confirm_import(check(xlsx(TITLES, *PEOPLE)), by=sheets.SYSTEM)
    running.resume(batch, by=sheets.SYSTEM)
    running.run(batch.pk)
    batch.refresh_from_db()
    with pytest.raises(Refused, match="不在进行中"):
        running.resume(batch, by=sheets.SYSTEM)


def test_an_import_is_confirmed_once():
    batch = bring_in(xlsx(TITLES, *PEOPLE))
    with pytest.raises(Refused):
        actions.confirm_import(batch, by=sheets.SYSTEM)
    with pytest.raises(Refused):
        actions.drop_import(batch, by=sheets.SYSTEM)


def test_giving_up_leaves_nothing():
    batch = check(xlsx(TITLES, *PEOPLE))
    actions.drop_import(batch, by=sheets.SYSTEM)
    assert not ImportRow.objects.exists()
    assert not Organisation.objects.exists()


def test_what_a_personnel_file_holds_is_not_kept():
    rows = [[*TITLES, "身份证号"], *([*row, "110101199001011234"] for row in PEOPLE)]
    batch = bring_in(xlsx(*rows))
    assert all(row.cells == [] and row.person == {} for row in batch.rows.all())


def test_columns_are_remembered():
    rows = [
        ["编号", "名字", "科室", "备注一"],
        ["1", "甲一", "办公室", "1399"],
        ["2", "乙二", "财务科", ""],
    ]
    batch = sheets.upload(xlsx(*rows))
    columns = {**batch.columns, "phone": 3}
    bring_in(xlsx(*rows), columns=columns)
    again = sheets.upload(xlsx(*rows), sheets.known())
    assert again.columns == columns


def test_duties_extra_posts_and_leaders():
    titles = ["工号", "姓名", "部门", "职务", "负责人", "兼职", "分管部门", "OA联络员", "入职日期"]
    rows = [
        ["1", "沈知远", "局领导", "局长", "是", "", "", "", "2019年3月1日"],
        ["2", "梁思源", "局领导", "副局长", "", "", "办公室、财务科", "", "2019.3.1"],
        ["3", "罗曼青", "办公室", "主任", "是", "财务科:副科长；局领导：秘书", "", "是", 43525],
        ["4", "周牧野", "财务科", "科长", "√", "", "", "", "20190301"],
    ]
    bring_in(xlsx(titles, *rows))
    head = Member.objects.get(code="3")
    said = {(p.unit.name, p.title, p.duty, p.is_main) for p in head.appointments.all()}
    assert said == {
        ("办公室", "主任", "head", True), ("财务科", "副科长", "member", False),
        ("局领导", "秘书", "member", False), ("办公室", "OA联络员", "contact", False),
    }  # fmt: skip
    leader = Member.objects.get(code="2").appointments.filter(duty="leader")
    assert {place.unit.name for place in leader} == {"办公室", "财务科"}
    assert set(Member.objects.values_list("joined_on", flat=True)) == {datetime.date(2019, 3, 1)}
    assert check(xlsx(titles, *rows), sheets.known()).unchanged == 4


def test_those_who_left_leave():
    bring_in(xlsx(TITLES, *PEOPLE))
    rows = [
        [*TITLES, "状态"],
        [*PEOPLE[2], "离职"],
        ["1009", "新来者", "办公室", "", "", "", "离职"],
    ]
    batch = bring_in(xlsx(*rows), sheets.known())
    assert (batch.changed, batch.faulty, batch.missing) == (1, 1, 2)
    gone = Member.objects.get(code="1003")
    assert (gone.state, gone.account.state) == ("left", "suspended")
    assert not gone.appointments.current().exists()
