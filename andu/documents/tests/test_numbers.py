"""发文字号: taken without gap or double, reserved, given back, void (OD-05, LAW-GW-05)."""

import contextlib
import datetime
from unittest import mock

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from andu.audit.models import Entry as Record
from andu.documents import actions, queries
from andu.documents.actions import Entry
from andu.documents.models import Issuer, Number, Series
from andu.documents.rights import MANAGE, REGISTER
from andu.kit.verdict import Refused
from andu.organisation.models import Organisation
from tests.cast import actor_of, give_right, make_member, make_unit

YEAR = datetime.date.today().year
PAPER = Entry(title="关于冬季供暖的通知")
TODAY = "django.utils.timezone.localdate"


def taken(series, registrar, title="关于冬季供暖的通知", year=0):
    return actions.take(series, Entry(title=title), year, by=actor_of(registrar))


def test_numbers_follow_each_other_in_the_words_of_the_standard(series, registrar):
    made = [taken(series, registrar).text for _each in range(3)]
    assert made == [f"云更发〔{YEAR}〕{n}号" for n in (1, 2, 3)]


def test_who_is_no_registrar_takes_none(series, clerk, outsider):
    for member in (clerk, outsider):
        with pytest.raises(Refused, match="没有登记"):
            taken(series, member)
    assert not Number.objects.exists()


def test_a_title_is_asked_for_unless_it_stays_on_paper(series, registrar):
    with pytest.raises(Refused, match="请填写文件标题"):
        taken(series, registrar, " ")
    assert not Number.objects.exists()
    secret = Entry(on_paper=True, place="机要室 3 号柜", remark="涉密")
    made = actions.take(series, secret, by=actor_of(registrar))
    assert (made.title, made.place, made.on_paper) == ("", "机要室 3 号柜", True)


def test_each_year_begins_anew_and_last_years_are_taken_after_midnight(series, registrar):
    with mock.patch(TODAY, lambda: datetime.date(2026, 12, 31)):
        assert taken(series, registrar).text == "云更发〔2026〕1号"
    with mock.patch(TODAY, lambda: datetime.date(2027, 1, 1)):
        assert taken(series, registrar).text == "云更发〔2027〕1号"
        assert taken(series, registrar, year=2026).text == "云更发〔2026〕2号"
        for year in (2025, 2028):
            with pytest.raises(Refused, match="只能取 2027 年"):
                taken(series, registrar, year=year)
    assert Number.objects.count() == 3


def test_orders_go_on_over_the_years(issuer, keeper, registrar):
    order = Series(issuer=issuer, word="云澜市城市更新局令", is_order=True, first=12)
    order = actions.save_series(order, by=actor_of(keeper))
    with mock.patch(TODAY, lambda: datetime.date(2026, 12, 31)):
        assert taken(order, registrar).text == "第12号"
    with mock.patch(TODAY, lambda: datetime.date(2027, 1, 1)):
        assert taken(order, registrar).text == "第13号"


def test_counting_begins_where_paper_ended_and_only_this_year(issuer, keeper, registrar):
    made = actions.save_series(Series(issuer=issuer, word="云更函", first=38), by=actor_of(keeper))
    assert taken(made, registrar).text == f"云更函〔{YEAR}〕38号"
    made.first = 40
    with pytest.raises(Refused, match="起始号不能再改"):
        actions.save_series(made, by=actor_of(keeper))
    with mock.patch(TODAY, lambda: datetime.date(YEAR + 1, 1, 2)):
        assert taken(Series.objects.get(pk=made.pk), registrar).n == 1


def test_a_word_in_use_never_changes(series, keeper, registrar):
    taken(series, registrar)
    series.word = "云更办发"
    with pytest.raises(Refused, match="另建一个系列"):
        actions.save_series(series, by=actor_of(keeper))
    assert Series.objects.get(pk=series.pk).word == "云更发"


@pytest.mark.parametrize("word", ["", "云更发〔2026〕", "云更发 ", "云更发号1-2", "_"])
def test_a_code_word_is_the_word_alone(issuer, keeper, word):
    with pytest.raises(Refused, match="机关代字"):
        actions.save_series(Series(issuer=issuer, word=word), by=actor_of(keeper))
    assert not Series.objects.exists()


def test_what_is_given_back_goes_to_the_next_document(series, registrar):
    by = actor_of(registrar)
    first, _second = taken(series, registrar, "一"), taken(series, registrar, "二")
    with pytest.raises(Refused, match="请写明为什么退回"):
        actions.give_back(first, " ", by=by)
    actions.give_back(first, "文件未印发", by=by)
    assert queries.standing_of(series, YEAR).next == f"云更发〔{YEAR}〕1号"
    again = taken(series, registrar, "三")
    assert (again.pk, again.title, again.state) == (first.pk, "三", "used")
    assert taken(series, registrar, "四").n == 3


def test_a_void_number_stays_with_its_reason(series, registrar):
    number = taken(series, registrar)
    actions.void(number, "签发后撤销", by=actor_of(registrar))
    assert taken(series, registrar, "下一份").n == 2
    with pytest.raises(Refused, match="现在是“作废”，由陈砚秋登记"):
        actions.give_back(number, "再用", by=actor_of(registrar))
    number.refresh_from_db()
    assert (number.state, number.reason) == ("void", "签发后撤销")


def test_reserved_numbers_wait_for_their_documents(series, registrar):
    by = actor_of(registrar)
    for count, reason, words in (
        (0, "联合", "一次预留"),
        (51, "联合", "一次预留"),
        (2, " ", "为什么预留"),
    ):
        with pytest.raises(Refused, match=words):
            actions.reserve(series, count, reason, by=by)
    made = actions.reserve(series, 2, "联合发文，对方先印", by=by)
    assert taken(series, registrar).n == 3
    used = actions.use(made[1], PAPER, by=by)
    assert (used.n, used.state, used.title) == (2, "used", PAPER.title)
    with pytest.raises(Refused, match="现在是“已用”"):
        actions.use(made[1], PAPER, by=by)
    actions.give_back(made[0], "对方不印了", by=by)
    assert taken(series, registrar, "补").n == 1


def test_a_closed_series_gives_none(series, keeper, registrar):
    actions.close_series(series, by=actor_of(keeper))
    with pytest.raises(Refused, match="已停用"):
        taken(series, registrar)
    actions.reopen_series(series, by=actor_of(keeper))
    actions.close_issuer(series.issuer, by=actor_of(keeper))
    with pytest.raises(Refused, match="已停用"):
        taken(series, registrar)
    actions.reopen_issuer(series.issuer, by=actor_of(keeper))
    assert taken(series, registrar).n == 1


def test_every_number_has_its_line_in_the_audit(series, registrar):
    number = taken(series, registrar)
    actions.void(number, "签发后撤销", by=actor_of(registrar))
    said = list(Record.objects.order_by("-pk").values_list("sentence", flat=True)[:2])
    assert said == [f"陈砚秋 作废发文字号 {number}：签发后撤销",
                    f"陈砚秋 登记发文字号 {number}：关于冬季供暖的通知"]  # fmt: skip


def test_a_failure_after_the_number_leaves_neither(series, registrar):
    with pytest.raises(IntegrityError), transaction.atomic():
        taken(series, registrar)
        raise IntegrityError
    assert not Number.objects.exists()
    assert taken(series, registrar).n == 1


VERBS = st.sampled_from(["take", "back", "void", "reserve", "use"])


class Whatever(TestCase):
    """Whatever a registrar does, in whatever order."""

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(VERBS, st.integers(0, 9)), max_size=25))
    def test_no_number_is_missing_or_double(self, steps):
        series, by = series_of_a_bureau()
        for verb, at in steps:
            step(series, verb, at, by)
            last = queries.standing_of(series, YEAR).last
            rows = Number.objects.filter(series=series).order_by("n")
            assert [one.n for one in rows] == list(range(1, last + 1))
            assert queries.standing_of(series, YEAR).is_whole


def series_of_a_bureau():
    place = Organisation.objects.create(code="x", name="某局")
    unit = make_unit(place, "01", "办公室")
    member = make_member(unit, "m", "陈砚秋")
    give_right(member, MANAGE.code, REGISTER.code)
    by = actor_of(member)
    issuer = Issuer(unit=unit, name="某局", signature="某局", printer="某局")
    issuer = actions.save_issuer(issuer, by=by)
    return actions.save_series(Series(issuer=issuer, word="某发"), by=by), by


def step(series, verb, at, by):
    rows = list(Number.objects.filter(series=series).order_by("n"))
    if verb == "take":
        before = {one.n for one in rows if one.state == "used"}
        assert actions.take(series, PAPER, by=by).n not in before
    elif verb == "reserve":
        actions.reserve(series, at % 3 + 1, "留", by=by)
    elif rows:
        act = {"back": actions.give_back, "void": actions.void, "use": actions.use}[verb]
        with contextlib.suppress(Refused):
            act(rows[at % len(rows)], PAPER if verb == "use" else "因", by=by)
