import pytest

from andu.kit import pinyin


@pytest.mark.parametrize(
    ("text", "full", "initials"),
    [
        ("重庆", "chongqing", "cq"),
        ("云澜市城市更新局", "yunlanshichengshigengxinju", "ylscsgxj"),
        ("OA 系统", "oaxitong", "oaxt"),
        ("吕布", "lvbu", "lb"),
        ("𠮷田㐂🙂", "𠮷tian㐂🙂", "𠮷t㐂🙂"),
        ("", "", ""),
    ],
)
def test_sounds(text, full, initials):
    assert (pinyin.full(text), pinyin.initials(text)) == (full, initials)


def test_surnames_are_read_as_surnames():
    assert pinyin.full("单雄信", name=True) == "shanxiongxin"
    assert pinyin.initials("尉迟恭", name=True) == "ycg"
    assert pinyin.full("简单") == "jiandan"


def test_names_sort_by_syllable_then_by_character():
    names = ["李四", "立", "安然", "李巳", "🙂", "曾国", "阿里"]
    names.sort(key=lambda name: pinyin.sort_key(name, name=True))
    assert names == ["阿里", "安然", "李四", "李巳", "立", "曾国", "🙂"]
