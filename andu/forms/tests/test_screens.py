"""Filling in, reading and printing through the browser's eyes, without scripts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from andu.files import storing
from andu.files.models import File
from andu.forms import showing
from andu.forms.filling import Cleaned
from andu.forms.models import Record
from andu.forms.tests.conftest import POST
from andu.forms.tests.samples import PURCHASE
from tests.cast import actor_of, client_of

SECRET = "绝密九九八"


def _text(content="附件内容"):
    return SimpleUploadedFile("审核意见.txt", content.encode())


def test_a_form_is_filled_in_and_read(pages, version, clerk):
    client = client_of(clerk)
    page = client.get("/fill").content.decode()
    assert f'name="f-owner" value="{clerk.pk}"' in page
    assert 'name="f-items-0-what"' in page and 'name="f-total"' not in page
    answer = client.post("/fill", {**POST, "f-papers": "", "f-papers-new": _text()}, follow=True)
    shown = answer.content.decode()
    assert "¥ 12,000.50" in shown and "壹万贰仟元伍角整" in shown
    assert "油汀" in shown and "¥ 300.00" in shown and "审核意见.txt" in shown
    assert 'class="paper"' in shown
    assert Record.objects.get().current.files.get().file.state == File.State.KEPT


def test_a_refused_form_comes_back_with_everything(pages, version, clerk):
    client = client_of(clerk)
    posted = {**POST, "f-amount": "一万", "f-title": "", "f-owner_text": "无此人",
              "f-since": "冬至",
              "f-items-0-count": "若干", "f-papers": "", "f-papers-new": _text()}  # fmt: skip
    answer = client.post("/fill", posted)
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in (
        "一万",
        "无此人",
        "冬至",
        "若干",
        "油汀",
        "审核意见.txt",
        "还有 5 处要改",
        "请填写标题",
    ):
        assert words in page, words
    assert not Record.objects.exists()
    staged = File.objects.get()
    assert f'name="f-papers" value="{staged.pk}"' in page
    assert f'href="/file/{staged.pk}"' not in page
    again = {**POST, "f-papers": ["", str(staged.pk)]}
    assert client.post("/fill", again).status_code == 302
    staged.refresh_from_db()
    assert staged.state == File.State.KEPT


def test_an_upload_that_is_refused_is_told_at_its_field(pages, version, clerk):
    hostile = SimpleUploadedFile("a.pdf", b"MZ\x90\x00" + b"\x00" * 300)
    answer = client_of(clerk).post("/fill", {**POST, "f-papers": "", "f-papers-new": hostile})
    assert answer.status_code == 422
    assert 'href="#id_f-papers"' in answer.content.decode()


def test_five_hundred_attachments_are_told_kindly(pages, version, clerk):
    staged = [storing.store(_text(f"{n}"), by=actor_of(clerk)).pk for n in range(6)]
    posted = {**POST, "f-papers": ["", *map(str, staged), *map(str, range(10**6, 10**6 + 494))]}
    answer = client_of(clerk).post("/fill", posted)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "最多 5 份" in page and all(f'value="{pk}"' in page for pk in staged)
    assert not Record.objects.exists()


def test_a_row_more_and_less_without_scripts(pages, version, clerk):
    client = client_of(clerk)
    more = client.post("/fill", {**POST, "f-amount": "未定", "add-row": "items"}).content.decode()
    assert 'name="f-items-1-what"' in more and "未定" in more
    less = client.post("/fill", {**POST, "drop-row": "items-0"}).content.decode()
    assert 'value="油汀"' not in less
    assert not Record.objects.exists()


def test_what_is_hidden_never_leaves_the_server(pages, version, clerk):
    client = client_of(clerk)
    secret = {**POST, "f-title": SECRET, "f-items-0-what": SECRET, "f-papers": ""}
    client.post("/fill", {**secret, "f-papers-new": SimpleUploadedFile(f"{SECRET}.txt", b"abc")})
    record = Record.objects.get()
    file = record.current.files.get().file
    assert SECRET in client.get(f"/read/{record.pk}").content.decode()
    assert client.get(f"/read/{record.pk}/{file.pk}").status_code == 200
    pages.update(amount="read", reason="write", title="hidden")
    for address in (f"/read/{record.pk}", "/fill"):
        page = client.get(address).content.decode()
        assert SECRET not in page
        page = page.partition('id="main"')[2].partition("</main>")[0]
        for name in ("标题", "f-title", "f-items", "f-papers", "合计"):
            assert name not in page, name
    assert client.get(f"/read/{record.pk}/{file.pk}").status_code == 404
    values = record.current.values
    assert set(showing.visible_values(PURCHASE, pages, values)) == {"amount", "reason"}
    sheet = showing.editable(PURCHASE, pages, Cleaned(values), actor=actor_of(clerk))
    assert SECRET not in repr(sheet.parts)


def test_a_field_to_read_has_no_box(pages, version, clerk):
    pages.update(amount="read", total="write", items="read", papers="read", reason="write")
    page = client_of(clerk).get("/fill").content.decode()
    assert 'name="f-reason"' in page
    for key in ("amount", "total", "items", "papers"):
        assert f'name="f-{key}' not in page


def test_hostile_text_is_escaped(pages, version, clerk):
    hostile = "<script>alert(1)</script>\"'><img src=x>"
    client = client_of(clerk)
    answer = client.post("/fill", {**POST, "f-reason": hostile, "f-amount": hostile})
    assert "<script>alert" not in answer.content.decode()
    client.post("/fill", {**POST, "f-reason": hostile})
    page = client.get(f"/read/{Record.objects.get().pk}").content.decode()
    assert "<img src=x>" not in page and "&lt;img src=x&gt;" in page


@pytest.mark.parametrize("rows", [2, 18])
def test_rows_cost_no_queries(pages, version, clerk, rows, django_assert_max_num_queries):
    posted = {**POST, "f-title": ""}
    for row in range(rows):
        posted |= {f"f-items-{row}-what": "x", f"f-items-{row}-keeper_text": "陈砚秋"}
    client = client_of(clerk)
    client.get("/fill")
    with django_assert_max_num_queries(30):
        assert client.post("/fill", posted).status_code == 422


def test_a_file_is_staged_as_it_is_chosen(pages, version, clerk):
    client = client_of(clerk)
    line = client.post("/forms/upload", {"f-papers-new": _text()}).content.decode()
    staged = File.objects.get()
    assert f'name="f-papers" value="{staged.pk}"' in line and "审核意见.txt" in line
    assert client.post("/fill", {**POST, "f-papers": ["", str(staged.pk)]}).status_code == 302
    assert Record.objects.get().current.files.get().file == staged


@pytest.mark.parametrize("name", ["x", "f-papers", "f-<b>-new", 'f-a"b-new'])
def test_an_upload_of_no_field_is_refused(pages, clerk, name):
    assert client_of(clerk).post("/forms/upload", {name: _text()}).status_code == 400
    assert client_of(clerk).post("/forms/upload").status_code == 400
    assert client_of(clerk).get("/forms/upload").status_code == 405
    assert not File.objects.exists()
