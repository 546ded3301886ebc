import datetime

import pytest

from andu.search import sources
from andu.search.indexing import Item, put, put_all, remove
from andu.search.models import Entry, Piece
from andu.search.queries import Wanted, people, search
from andu.search.sources import Source
from andu.search.tokens import normal, pieces_of, words_of
from tests.cast import actor_of

DAY = datetime.datetime(2026, 3, 2, 1, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def letters():
    """A kind of thing whose even numbers everybody may see."""
    Source("test.letter", "信件", lambda actor, ids: [pk for pk in ids if pk % 2 == 0])
    yield
    sources.forget("test.letter")


@pytest.fixture
def letter(clerk):
    def made(pk=2, title="关于老旧小区改造的请示", **more):
        values = {"organisation_id": clerk.organisation_id, "link": f"/l/{pk}", **more}
        return Item(kind="test.letter", id=pk, title=title, **values)

    return made


def hits(by, text, **more):
    return [entry.object_id for entry in search(actor_of(by), text, **more).items]


@pytest.mark.parametrize(
    "query",
    [
        "改", "改造", "老旧小区", "关于老旧小区改造的请示", "〔2026〕", "12号", "六政办", "2026",
        "方亦舒", "舒", "𠮷", "𠮷林", "㐂", "🙂", "wps", "WPS", "ＷＰＳ", "office 改造",
        "改造 方亦舒 12", "50%", "a'b", 'c"d', "x-y", "back\\slash", "*", "<b>", "·", "（一）",
    ],
)  # fmt: skip
def test_any_part_of_any_length_is_found(clerk, letter, query):
    text = "在𠮷林路，㐂乐🙂，用WPS Office打开。占50%。a'b c\"d x-y back\\slash * <b> 阿·里（一）"
    put(letter(serial="六政办〔2026〕12号", people="方亦舒 沈知远", text=text))
    put(letter(4, "别的事"))
    assert hits(clerk, query) == [2]


@pytest.mark.parametrize(
    "query",
    [
        "", "   ", "造改", "改 无", '"', "AND", "改 OR 别", "NEAR(改 造)", "tokens:改", "改 -造",
        "'; DROP TABLE search_piece; --", "' | '", "\x00", "\x1f", "'a' <-> 'b'", "𠮷林路𠮷", "!",
    ],
)  # fmt: skip
def test_operators_and_quotes_are_only_characters(clerk, letter, query):
    put(letter(text="𠮷林路"))
    assert hits(clerk, query) == []
    assert hits(clerk, "改造") == [2]


def test_no_phrase_reaches_from_one_field_to_the_next(clerk, letter):
    put(letter(title="甲乙", serial="丙", people="丁"))
    assert hits(clerk, "乙丙") == []
    assert hits(clerk, "乙 丁") == [2]


def test_long_texts_are_found_to_the_last_word(clerk, letter):
    text = "的一是" * 3000 + "结尾处的特别词" + "零" * 700
    put(letter(text=text))
    assert hits(clerk, "结尾处的特别词") == [2]
    assert hits(clerk, "零" * 150) == [2]
    assert hits(clerk, "特别词零") == [2]
    put(letter(text="0" * 490 + "1234567890"))
    assert hits(clerk, "901") == []
    assert hits(clerk, "特别词") == []


def test_every_phrase_lies_whole_in_some_piece():
    text = "".join(chr(0x4E00 + number) for number in range(2000))
    pieces = ["".join(piece) for piece in pieces_of([text])]
    assert all(any(text[at : at + 64] in piece for piece in pieces) for at in range(len(text) - 63))


def test_a_query_longer_than_a_phrase_must_be_whole(clerk, letter):
    first, second = "甲" * 10 + "乙" * 54, "丙" * 20
    put(letter(text=first + second))
    put(letter(4, text=first + "丁" + second))
    assert hits(clerk, first + second) == [2]


def test_what_is_put_again_is_renewed_and_what_is_removed_is_gone(clerk, letter):
    put(letter())
    put(letter(title="另一个题目"))
    assert hits(clerk, "改造") == []
    assert hits(clerk, "题目") == [2]
    assert Entry.objects.count() == 1
    assert remove("test.letter", [2]) == 1
    assert hits(clerk, "题目") == []
    assert not Entry.objects.exists()
    assert not Piece.objects.exists()


def test_only_what_the_room_lets_through_and_ones_own_organisation(clerk, outsider, letter):
    put_all([letter(pk) for pk in range(1, 7)])
    put(letter(8, organisation_id=outsider.organisation_id))
    assert sorted(hits(clerk, "改造")) == [2, 4, 6]
    assert hits(outsider, "改造") == [8]


def test_an_undeclared_kind_is_never_found(clerk, letter):
    put(letter())
    sources.forget("test.letter")
    assert hits(clerk, "改造") == []
    assert hits(clerk, "改造", wanted=Wanted(kinds=("test.letter",))) == []


def test_pages_go_on_without_gap_or_double(clerk, letter):
    days = [DAY + datetime.timedelta(days=pk) for pk in range(300)]
    put_all([letter(pk, at=days[pk]) for pk in range(300)])
    seen, after = [], ""
    for _ in range(10):
        found = search(actor_of(clerk), "改造", after=after)
        seen += [entry.object_id for entry in found.items]
        after = found.next
        if not after:
            break
    assert seen == list(range(298, -1, -2))


def test_statements_do_not_grow(clerk, letter, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        put_all([letter(pk) for pk in range(0, 60, 2)])
    actor = actor_of(clerk)
    with django_assert_max_num_queries(2):
        assert len(search(actor, "改造").items) == 30


def test_odd_characters_can_be_put(clerk, letter):
    put(letter(title="坏\ud800字\x00", text="\x1f\u202e" + "x" * 10))
    assert hits(clerk, "坏字") == [2]


def test_colleagues_are_found_by_name_and_pinyin(clerk, outsider):
    clerk.pinyin, clerk.initials = "fang yi shu", "fys"
    clerk.save()
    actor = actor_of(clerk)
    assert [member.name for member in people(actor, "亦舒")] == ["方亦舒"]
    assert [member.name for member in people(actor, "FYS")] == ["方亦舒"]
    assert people(actor, "宋怀瑾") == []
    assert people(actor, "") == []


def test_words_as_compared():
    assert normal("ＡＢＣ　Ｅ１２\u200b〔２０２６〕") == "abce12〔2026〕"
    assert words_of("  差旅  差旅 报销 ") == ["差旅", "报销"]
