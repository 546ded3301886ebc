import pytest

from andu.search import sources
from andu.search.indexing import Item, put, put_all
from andu.search.sources import Source
from tests.cast import client_of
from tests.house.counting import constant_queries


@pytest.fixture(autouse=True)
def letters():
    Source("test.letter", "信件", lambda actor, ids: ids)
    yield
    sources.forget("test.letter")


def item(clerk, pk, title="关于<b>改造</b>的请示"):
    return Item(
        kind="test.letter", id=pk, organisation_id=clerk.organisation_id, title=title,
        link=f"/l/{pk}", text="正文也说改造，别无他事。",
    )  # fmt: skip


def test_results_are_marked_and_nothing_is_html(clerk):
    put(item(clerk, 1))
    page = client_of(clerk).get("/search", {"q": "改造"}).content.decode()
    assert "关于&lt;b&gt;<mark>改造</mark>&lt;/b&gt;的请示" in page
    assert "正文也说<mark>改造</mark>，别无他事。" in page
    assert 'href="/l/1"' in page


def test_colleagues_come_in_a_group_of_their_own(clerk):
    page = client_of(clerk).get("/search", {"q": "沈知远"}).content.decode()
    assert "人员" in page
    assert "局长" in page


def test_an_empty_query_and_nothing_found(clerk):
    client = client_of(clerk)
    assert "没有找到" not in client.get("/search").content.decode()
    page = client.get("/search", {"q": '<script>"', "after": "bad"})
    assert "没有找到" in page.content.decode()
    assert "<script>&quot;" not in page.content.decode()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("kind", "nope", "条件“nope”无法识别"),
        ("state", "gone", "条件“gone”无法识别"),
        ("since", "2026-13-01", "无法识别"),
        ("author", "99999999", "没有发起人"),
        ("unit", "\x00'\";", "没有发起部门"),
        ("until", "0001-01-01", "无法识别"),
    ],
)
def test_a_strange_condition_is_named_and_finds_nothing(clerk, name, value, said):
    put_all([item(clerk, 2)])
    page = client_of(clerk).get("/search", {"q": "改造", name: value}).text
    assert said in page
    assert "results" not in page.partition('aria-label="搜索结果"')[1]


def test_administrators_have_nothing_to_search(system_administrator, client):
    client.force_login(system_administrator)
    assert client.get("/search").status_code == 403


def test_queries_do_not_grow_with_results(clerk):
    start = iter(range(0, 1000, 100))

    def grow(count):
        first = next(start)
        put_all([item(clerk, pk) for pk in range(first, first + count)])

    constant_queries(client_of(clerk), "/search?q=改造", grow)
