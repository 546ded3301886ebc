"""Making the spreadsheets the tests import."""

import csv
import io

import xlsxwriter

from andu.kit.actor import Actor
from andu.organisation import actions
from andu.organisation.actions.importing import Match, Target
from andu.organisation.importing import running
from andu.organisation.models import Organisation
from andu.organisation.rights import IMPORT, MANAGE

SYSTEM = Actor(
    account_id=1, name="系统管理员", rights={IMPORT.code: ("",), MANAGE.code: ("",)}
)  # fmt: skip
TITLES = ["工号", "姓名", "部门路径", "职务", "直接上级", "手机"]
PEOPLE = [
    ["1001", "沈知远", "局领导", "局长", "", "13800000001"],
    ["1002", "罗曼青", "办公室", "主任", "1001", "13800000002"],
    ["1003", "方亦舒", "办公室/文电科", "科员", "罗曼青", "13800000003"],
]


def xlsx(*rows, merges=()):
    """An .xlsx file with these rows; `merges` are (first row, column, last row, column, text)."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet("人员")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            page.write(number, column, value)
    for top, left, bottom, right, text in merges:
        page.merge_range(top, left, bottom, right, text)
    book.close()
    return stream.getvalue()


def text(*rows, encoding="utf-8"):
    """A .csv file with these rows."""
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode(encoding)


def upload(data, organisation=None, filename="人员.xlsx", by=SYSTEM):
    """The file in the staging rows; a new organisation unless one is given."""
    target = Target(organisation) if organisation else Target(None, "ylgx", "云澜市城市更新局")
    return actions.upload_import(data, filename, target, by=by)


def check(data, organisation=None, filename="人员.xlsx", **choice):
    """The file uploaded and compared, with the suggested columns."""
    batch = upload(data, organisation, filename)
    match = {
        "columns": batch.columns, "separators": batch.separators, "fill_down": batch.fill_down,
        "login_prefix": batch.login_prefix, **choice,
    }  # fmt: skip
    return actions.match_columns(batch, Match(**match), by=SYSTEM)


def bring_in(data, organisation=None, filename="人员.xlsx", **choice):
    """The file imported to the end."""
    batch = check(data, organisation, filename, **choice)
    running.run(actions.confirm_import(batch, "附表1-2026-003", by=SYSTEM).pk)
    batch.refresh_from_db()
    return batch


def known(code="ylgx"):
    """The organisation made by the import."""
    return Organisation.objects.get(code=code)
