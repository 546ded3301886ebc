"""Large attachments over a broken connection, and what becomes of them in the page."""

import hashlib
import io
import os
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from andu.files.tests.books import book
from andu.files.tests.test_extract import paper
from tests.journeys import handling
from tests.journeys.people import Person, field
from tests.journeys.serving import Seated

pytestmark = pytest.mark.journey
MB = 1024 * 1024


def begin(clerk: Person, title: str) -> Page:
    """The page of 工作请示, its words written."""
    page = clerk.page
    clerk.go("/start").get_by_role("link", name="工作请示").first.click()
    field(page, "标题").fill(title)
    field(page, "请示内容").fill("材料较大，见附件。")
    page.get_by_placeholder("姓名、拼音或工号").first.fill("周牧野")
    page.get_by_role("option", name="周牧野").first.click()
    return page


def there(page: Page, name: str) -> None:
    """The file is attached."""
    line = page.locator(".forms-file").filter(has_text=name)
    expect(line.locator("input[type=hidden]")).to_have_count(1)


def test_a_large_file_goes_on_where_the_connection_broke(seated: Seated, tmp_path: Path) -> None:
    large = tmp_path / "现场录音.wav"
    large.write_bytes(b"RIFF\x00\x00\x00\x00WAVEfmt " + os.urandom(18 * MB))
    clerk = seated("方亦舒")
    page = begin(clerk, "现场录音存档请示")
    sent: list[str] = []

    def broken(route: Route) -> None:
        sent.append(route.request.url)
        if len(sent) >= 3:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/files/uploads/*?offset=*", broken)
    page.locator("input[type=file]").first.set_input_files(large)
    line = page.locator(".forms-file").filter(has_text=large.name)
    expect(line).to_contain_text("网络断了")
    page.unroute("**/files/uploads/*?offset=*")
    begin(clerk, "现场录音存档请示")
    offsets: list[str] = []
    page.on("request", lambda one: offsets.append(one.url) if "offset=" in one.url else None)
    page.locator("input[type=file]").first.set_input_files(large)
    there(page, large.name)
    assert all(int(url.rpartition("=")[2]) >= 8 * MB for url in offsets)
    clerk.click("提交", exact=True)
    handling.settled(clerk, "已提交")
    page.get_by_role("link", name=large.name).first.click()
    with page.expect_download() as got:
        page.locator(".crumbbar").get_by_role("link", name="下载").click()
    digest = hashlib.sha256(got.value.path().read_bytes()).digest()
    assert digest == hashlib.sha256(large.read_bytes()).digest()


def test_files_are_looked_at_one_after_the_other(seated: Seated, tmp_path: Path) -> None:
    photo, letter, table = (tmp_path / name for name in ("现场.jpg", "批复.pdf", "名单.csv"))
    Image.new("RGB", (1600, 900), "#8d4a3a").save(photo)
    letter.write_bytes(paper())
    table.write_bytes("工号,姓名\n1,陈砚秋".encode("gb18030"))
    clerk, head = seated("方亦舒"), seated("罗曼青")
    page = begin(clerk, "材料齐备的请示")
    page.locator("input[type=file]").first.set_input_files([photo, letter, table])
    for one in (photo, letter, table):
        there(page, one.name)
    clerk.click("提交", exact=True)
    handling.settled(clerk, "已提交")
    foreign: list[str] = []
    mine = clerk.page.url.split("/w/")[0]
    page.on("request", lambda one: None if one.url.startswith((mine, "blob:", "data:"))
            else foreign.append(one.url))  # fmt: skip
    page.get_by_role("link", name=photo.name).first.click()
    expect(page.locator(".shown__image img")).to_have_js_property("naturalWidth", 1600)
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-drawn]")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("cell", name="陈砚秋")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("heading", name=letter.name)).to_be_visible()
    assert not foreign
    handling.waits("材料齐备的请示", of=[head], for_=[head])


def test_a_word_is_found_in_a_long_pdf_that_comes_in_parts(seated: Seated, tmp_path: Path) -> None:
    noise, photo = Image.frombytes("RGB", (1000, 1000), os.urandom(3_000_000)), io.BytesIO()
    noise.save(photo, "JPEG", quality=30)
    pages = [[f"第{number}页", "关于资金来源的说明"] for number in range(1, 31)]
    pages[22] += ["验收由街道办", "事处组织。"]
    plan = tmp_path / "改造方案.pdf"
    plan.write_bytes(book(pages, photo.getvalue()))
    clerk = seated("方亦舒")
    page = begin(clerk, "改造方案请示")
    page.locator("input[type=file]").first.set_input_files(plan)
    there(page, plan.name)
    clerk.click("提交", exact=True)
    handling.settled(clerk, "已提交")
    link = page.locator(".file").filter(has_text=plan.name)
    expect(link.locator("img")).to_have_attribute("src", re.compile("/thumb/"))
    parts: list[int] = []
    page.on("response", lambda one: parts.append(int(one.headers["content-length"]))
            if one.status == 206 else None)  # fmt: skip
    link.click()
    expect(page.locator("[data-drawn]").first).to_be_visible()
    assert 0 < sum(parts) < plan.stat().st_size / 2
    page.keyboard.press("Control+f")
    page.keyboard.type("街道办事处")
    count = page.locator(".shown__find output")
    expect(count).to_have_text("1 / 1")
    expect(page.locator("[data-number='23'][data-drawn]")).to_be_in_viewport()
    box = page.get_by_role("searchbox", name="在文档里查找")
    box.fill("资金来源")
    expect(count).to_have_text("23 / 30")
    box.press("Enter")
    expect(count).to_have_text("24 / 30")
    expect(page.locator("[data-number='24'][data-drawn]")).to_be_in_viewport()
    page.get_by_role("button", name="上一处").click()
    expect(count).to_have_text("23 / 30")
    box.fill("查无此词")
    expect(count).to_have_text("没有找到")
    box.press("Escape")
    expect(page.get_by_role("document", name=plan.name)).to_be_focused()
    page.keyboard.press("Control+a")
    assert "验收由街道办" in page.evaluate("getSelection().toString()")


def test_a_picture_is_pasted_and_an_unwanted_file_says_why(seated: Seated, tmp_path: Path) -> None:
    page = begin(seated("方亦舒"), "粘贴的截图")
    page.locator("input[type=file]").first.focus()
    page.evaluate("""async () => {
        const canvas = new OffscreenCanvas(20, 20);
        canvas.getContext("2d").fillRect(0, 0, 20, 20);
        const data = new DataTransfer();
        const picture = new File([await canvas.convertToBlob()], "image.png",
            { type: "image/png" });
        data.items.add(picture);
        const paste = { bubbles: true, cancelable: true, clipboardData: data };
        document.querySelector("input[type=file]")
            .dispatchEvent(new ClipboardEvent("paste", paste));
    }""")
    there(page, "粘贴的图片")
    unwanted = tmp_path / "工具.exe"
    unwanted.write_bytes(b"MZ" + b"\0" * MB)
    page.locator("input[type=file]").first.set_input_files(unwanted)
    line = page.locator(".forms-file.is-refused")
    expect(line).to_contain_text("不接收 .exe")
    line.get_by_role("button", name="取消上传").click()
    expect(line).to_have_count(0)
