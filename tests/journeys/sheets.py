"""A spreadsheet as personnel offices keep it: untidy in every usual way."""

from pathlib import Path

import xlsxwriter

TITLES = [
    "序号",
    "工号",
    "姓 名",
    "所在部门",
    "职务",
    "是否负责人",
    "直接上级",
    "手机号码",
    "入职时间",
]
PEOPLE = [
    ("园林绿化局/局领导", [(1001.0, "齐远山", "局长", "是", "", 13900000101.0, "2009年3月1日")]),
    ("园林绿化局/办公室 ", [
        ("1002.0", " 郑 乐", "主任", "是", "1001", "139 0000 0102", "2012.5.6"),
        (1003.0, "𠮷小川", "科员", "", "1002.0", 13900000103.0, "2018-07-01"),
        (1004.0, "马思齐 ", "科员", "", 1002.0, 13900000104.0, "20200310"),
    ]),
    ("园林绿化局/ 规划科", [
        (1005.0, "闻人嘉", "科长", "是", 1001.0, 13900000105.0, "2015/9/1"),
        (1006.0, "陆一鸣", "科员", "", 1005.0, "不详啊", "2021年8月"),
        ("", "冯小宁", "科员", "", 1005.0, 13900000107.0, "2022-01-04"),
    ]),
]  # fmt: skip
FAULTY = "冯小宁"  # nobody gave a code


def write(path: Path) -> Path:
    """Title rows above the header, departments merged downwards, numbers as floats."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("在职")
    middle = book.add_format({"valign": "vcenter"})
    sheet.merge_range(0, 0, 0, len(TITLES) - 1, "清和市园林绿化局在职人员花名册")
    sheet.write(1, 0, "制表：人事科")
    sheet.write_row(3, 0, TITLES)
    row = 4
    for unit, people in PEOPLE:
        if len(people) > 1:
            sheet.merge_range(row, 3, row + len(people) - 1, 3, unit, middle)
        else:
            sheet.write(row, 3, unit)
        for code, name, *rest in people:
            sheet.write(row, 0, row - 3)
            sheet.write(row, 1, code)
            sheet.write(row, 2, name)
            sheet.write_row(row, 4, rest)
            row += 1
    book.close()
    return path
