"""Another system hears of the office: set up, tried, failing, and its secret lost."""

import pytest
from playwright.sync_api import expect

from andu.webhooks.tests.receiver import listening
from tests.journeys.serving import Seated

pytestmark = pytest.mark.journey
FOLLOWS = 5500  # ms until every process knows a setting (policy.reading.SECONDS)


def test_a_hook_is_tried_until_it_hears(seated: Seated) -> None:
    keeper, safety = seated("系统管理员"), seated("安全管理员")
    safety.go("/admin/settings/webhooks.hosts")
    safety.fill("新的值", "127.0.0.1")
    safety.fill("依据", "信息中心〔2026〕7 号")
    safety.click("调整", exact=True)
    safety.page.wait_for_timeout(FOLLOWS)
    page, secret = keeper.page, keeper.page.get_by_label("密钥", exact=True)
    with listening() as receiver:
        keeper.go("/admin/webhooks")
        keeper.fill("用途", "财务系统")
        keeper.fill("地址", receiver.url)
        page.get_by_label("事项提交").check()
        keeper.click("建立推送")
        words = secret.input_value()
        page.reload()  # the answer was lost on the way
        expect(secret).to_have_value(words)
        keeper.click("财务系统", "link")
        receiver.status = 500
        keeper.click("发送测试")
        log = page.locator("#log")
        expect(log).to_contain_text("对方系统出错（500）", timeout=40_000)  # by itself
        expect(log).to_contain_text("等待重试")
        receiver.status = 200
        keeper.click("发送测试")
        expect(log).to_contain_text("已收到（200）", timeout=40_000)
        assert {head["X-Andu-Event"] for head, _body in receiver.heard} == {"test"}
        keeper.click("重新生成密钥")
        expect(secret).not_to_have_value(words)
