"""The page of settings says what the declarations say."""

import pytest

from andu.policy import declaring, documenting
from andu.policy.declaring import Setting
from andu.policy.types import Bool, Int, Strength


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declaring, "_settings", {})
    Setting("loans.days", Int(1, 90, unit="天"), 14, label="借期", help="到期提醒。", per="unit")
    Setting("loans.remind", Bool(), True, label="提醒")
    Setting("mail.check", Strength(), "off", label="检查", profiles={"dengbao": "enforce"})


def test_each_setting_has_its_row(declared: None) -> None:
    text = documenting.page()
    assert "| **借期** 到期提醒。 | `loans.days` | 14 天 | 部门 |" in text
    assert "| **提醒** | `loans.remind` | 是 | 单位 |" in text
    assert "| `mail.check` | 等保三级：强制；制度默认：不要求 |" in text
    assert text.count("## ") == 2
