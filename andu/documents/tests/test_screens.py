"""The pages of names, series and numbers."""

import datetime
from itertools import islice

import pytest
from django.urls import reverse

from andu.documents import actions
from andu.documents.actions import Entry
from andu.documents.models import Issuer, Number, Series
from andu.documents.rights import REGISTER
from tests.cast import actor_of, client_of, give_right
from tests.house.counting import constant_queries

YEAR = datetime.date.today().year


def at(name, *args):
    return reverse(f"documents:{name}", args=args)


@pytest.fixture
def number(series, registrar):
    return actions.take(series, Entry(title="关于冬季供暖的通知"), by=actor_of(registrar))


def test_a_registrar_takes_reserves_gives_back_and_voids(series, registrar):
    browser, one = client_of(registrar), at("series", series.pk)
    assert f"云更发〔{YEAR}〕1号" in browser.get(at("numbers")).content.decode()
    refused = browser.post(at("take", series.pk), {"title": "", "year": YEAR})
    assert refused.status_code == 422
    assert "请填写文件标题" in refused.content.decode()
    said = {"title": "关于防汛的通知", "year": YEAR}
    assert browser.post(at("take", series.pk), said)["Location"] == one
    assert browser.post(at("reserve", series.pk), {"count": 2, "reason": "联合"}).status_code == 302
    second = Number.objects.get(n=2)
    assert browser.get(at("use", second.pk)).status_code == 200
    assert browser.post(at("use", second.pk), {"title": "关于防火的通知"}).status_code == 302
    assert browser.post(at("give_back", second.pk), {"reason": "不印了"}).status_code == 302
    third = Number.objects.get(n=3)
    assert browser.post(at("void", third.pk), {"reason": "对方不印"}).status_code == 302
    shown = browser.get(one).content.decode()
    assert "关于防汛的通知" in shown
    assert "1 至 3 齐全" in shown
    assert "对方不印" in shown


def test_the_register_is_narrowed_by_words_state_and_year(series, registrar, number):
    actions.take(series, Entry(title="关于防汛的通知"), by=actor_of(registrar))
    browser, one = client_of(registrar), at("series", series.pk)
    found = browser.get(one, {"q": "防汛"}).content.decode()
    assert "关于防汛的通知" in found
    assert "冬季供暖" not in found
    for said in ({"state": "void"}, {"year": YEAR - 1}, {"q": "x" * 500}):
        assert "没有这样的字号" in browser.get(one, said).content.decode()
    assert browser.get(one, {"year": "x", "state": "x", "after": "x"}).status_code == 200


def test_nobody_else_finds_them(series, number, clerk, outsider, finance_head, bureau):
    give_right(finance_head, REGISTER.code, scope=bureau.units["finance"])
    assert client_of(clerk).get(at("numbers")).status_code == 403
    assert client_of(clerk).post(at("void", number.pk), {"reason": "x"}).status_code == 403
    assert "云更发" not in client_of(finance_head).get(at("numbers")).content.decode()
    assert client_of(finance_head).get(at("series", series.pk)).status_code == 404
    answer = client_of(finance_head).post(at("void", number.pk), {"reason": "x"})
    assert answer.status_code == 404
    assert Number.objects.get().state == "used"


def test_an_administrator_sets_up_names_and_series(keeper, bureau):
    browser = client_of(keeper)
    assert "还没有发文名义" in browser.get(at("issuers")).content.decode()
    said = {"name": "云澜市城市更新局", "signature": "云澜市城市更新局", "printer": "办公室",
            "unit": bureau.units["office"].pk, "level": 1, "order": 0}  # fmt: skip
    refused = browser.post(at("issuer_new"), {**said, "name": "云澜市城市更新局文件"})
    assert refused.status_code == 422
    assert "云澜市城市更新局文件" in refused.content.decode()
    assert browser.post(at("issuer_new"), said).status_code == 302
    made = Issuer.objects.get()
    assert browser.post(at("issuer_new"), said).status_code == 422
    word = {"word": "云更发", "purpose": "下行文", "first": 5}
    assert browser.post(at("series_new", made.pk), word).status_code == 302
    series = Series.objects.get()
    assert browser.post(at("series_edit", series.pk), {**word, "word": "〔〕"}).status_code == 422
    for first in ("0", "-1", "x", "9" * 30):
        answer = browser.post(at("series_edit", series.pk), {**word, "first": first})
        assert answer.status_code == 422
        assert "series_first" not in answer.content.decode()
    for wrong in ({"level": "99999999"}, {"level": "x"}, {"order": "9" * 30}, {"order": "-1"}):
        answer = browser.post(at("issuer", made.pk), {**said, **wrong})
        assert answer.status_code == 422
    assert browser.post(at("series_turn", series.pk)).status_code == 302
    assert browser.post(at("issuer_turn", made.pk)).status_code == 302
    assert "停用" in browser.get(at("issuers")).content.decode()
    assert browser.post(at("issuer_turn", made.pk), {"open": "1"}).status_code == 302
    assert browser.post(at("series_turn", series.pk), {"open": "1"}).status_code == 302
    assert Series.objects.open().get().first_of(YEAR) == 5


def test_lists_cost_the_same_at_length(issuer, keeper, series, registrar):
    def more_numbers(count):
        actions.reserve(series, count, "留", by=actor_of(registrar))

    counted = iter(range(999))

    def more_series(count):
        for n in islice(counted, count):
            word = f"云{chr(0x4E00 + n)}发"
            actions.save_series(Series(issuer=issuer, word=word), by=actor_of(keeper))

    constant_queries(client_of(registrar), at("series", series.pk), more_numbers)
    constant_queries(client_of(registrar), at("numbers"), more_series)
    constant_queries(client_of(keeper), at("issuers"), more_series)
