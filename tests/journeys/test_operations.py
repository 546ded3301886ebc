"""Everything under 更多, through its dialogs: by those who take part and by the administrator."""

import pytest
from playwright.sync_api import expect

from tests.journeys import handling, operating
from tests.journeys.people import Person
from tests.journeys.serving import Seated
from tests.journeys.test_handling import start

pytestmark = pytest.mark.journey
OTHER, TITLE = "车棚照明维修", "车棚道闸维修"


def test_a_matter_is_urged_paused_handed_on_and_voided(seated: Seated, repair: str) -> None:
    clerk, keeper, head = seated("方亦舒"), seated("陈砚秋"), seated("罗曼青")
    start(clerk, repair, OTHER)
    start(clerk, repair, TITLE)
    related(clerk)
    urged(clerk)
    handling.open_matter(head, TITLE)
    asked(head, clerk)
    operating.offered(head, "关注").click()
    handling.settled(head, "关注")
    transferred(head, "何以宁")
    administered(keeper, clerk, seated("范思齐"))


def related(clerk: Person) -> None:
    """Another matter of one's own stands beside."""
    dialog = operating.opened(clerk, "关联事项")
    operating.pick(dialog, "事项", OTHER)
    operating.finish(dialog, "关联")
    handling.settled(clerk, "已关联")
    expect(clerk.page.get_by_role("link", name=OTHER)).to_be_visible()


def urged(clerk: Person) -> None:
    """Once; right after, the person can't be urged again."""
    dialog = operating.opened(clerk, "催办")
    dialog.get_by_label("附言").fill("今天要用。")
    operating.finish(dialog, "催办")
    handling.settled(clerk, "已催办")
    expect(operating.offered(clerk, "催办")).to_be_disabled()


def asked(head: Person, clerk: Person) -> None:
    """沟通, first without a question; the initiator asks back, then answers; the turn stays."""
    dialog = operating.opened(head, "沟通")
    operating.pick(dialog, "问谁", clerk.name)
    operating.finish(dialog, "提问")
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_label("问题").fill("要停几天？")
    operating.finish(dialog, "提问")
    handling.settled(head, "待办仍在你手上")
    expect(head.page.get_by_text(f"{clerk.name}还没有答复你的提问").first).to_be_visible()
    handling.open_matter(clerk, TITLE)
    clerk.fill("答复", "是说道闸吗？")
    clerk.click("反问")
    handling.settled(clerk, "已反问")
    head.page.reload()
    head.page.locator("textarea[name^=words-]").fill("是道闸。")
    head.click("发送")
    handling.settled(head, "请对方答复")
    clerk.page.reload()
    clerk.fill("答复", "一天。")
    clerk.click("答复", exact=True)
    handling.settled(clerk, "已答复")
    head.page.reload()
    expect(head.page.get_by_text("一天。")).to_be_visible()
    expect(head.page.get_by_text("还没有答复你的提问")).to_have_count(0)


def transferred(head: Person, to: str) -> None:
    """转办, first without a name: the dialog comes back and says what is missing."""
    dialog = operating.opened(head, "转办")
    dialog.get_by_label("说明").fill("请你看费用。")
    operating.finish(dialog, "转办")
    expect(dialog.get_by_role("alert")).to_be_visible()
    expect(dialog.get_by_label("说明")).to_have_value("请你看费用。")
    operating.pick(dialog, "转办给", to)
    operating.finish(dialog, "转办")
    handling.settled(head, "已转")


def administered(keeper: Person, clerk: Person, second: Person) -> None:
    """Reassigned and set back by two; suspended, resumed, voided; the trace and the lists say
    so."""
    handling.open_matter(clerk, TITLE, "/todo/mine")
    keeper.go(clerk.page.url)
    expect(keeper.page.get_by_role("heading", name=TITLE).first).to_be_visible()
    dialog = operating.opened(keeper, "改派")
    operating.pick(dialog, "改派给", "罗曼青")
    dialog.get_by_label("理由").fill("何以宁今天培训。")
    operating.finish(dialog, "提请确认")
    handling.settled(keeper, "已提请")
    confirmed(second, "改派给罗曼青")
    keeper.page.reload()
    dialog = operating.opened(keeper, "跳转")
    dialog.get_by_role("radio", name="发起人").check()
    dialog.get_by_label("理由").fill("道闸型号写错了。")
    operating.finish(dialog, "提请确认")
    handling.settled(keeper, "已提请")
    declined(second, "请退回，不用跳转。")
    keeper.page.reload()
    expect(keeper.page.get_by_text("没有生效的提请 1 项")).to_be_visible()
    operating.reasoned(keeper, "挂起", "等审计意见。", "已挂起")
    expect(keeper.page.get_by_text("已挂起").first).to_be_visible()
    operating.reasoned(keeper, "恢复", "审计已答复。", "已恢复")
    operating.reasoned(keeper, "作废", "重复提交。", "已作废")
    clerk.page.reload()
    for words in ("已作废", "何以宁今天培训。", "等审计意见。", "重复提交。"):
        expect(clerk.page.get_by_text(words).first).to_be_visible()


def confirmed(second: Person, what: str) -> None:
    """The second person finds it in the inbox, reads it and confirms."""
    handling.open_matter(second, TITLE)
    expect(second.page.get_by_role("region", name="请你确认")).to_be_visible()
    expect(second.page.get_by_text(what).first).to_be_visible()
    second.click("确认提请", exact=True)
    handling.settled(second, "已确认")


def declined(second: Person, words: str) -> None:
    """First without words: asked for them; then with."""
    handling.open_matter(second, TITLE)
    second.click("不同意提请", exact=True)
    expect(second.page.get_by_role("alert").first).to_be_visible()
    second.fill("理由", words)
    second.click("不同意", exact=True)
    handling.settled(second, "没有同意")
