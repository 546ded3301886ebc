"""待领取, 领取 and 放回: in the list, on the page of the matter, and by a program."""

import pytest

from andu.api.tests.programs import program
from andu.approvals.tests.samples import POST, helping
from andu.engine import Mode, Step
from andu.search.queries import search
from andu.workflow.models import Matter, Pool, Seat
from andu.workflow.policy_pools import POOL_FROM
from andu.workflow.tests.conftest import decided_on, line
from andu.workflow.tests.crowds import AGENTS, crowd
from tests.cast import actor_of, client_of
from tests.house.counting import queries_of

MANY = 30


def _text(answer):
    return answer.content.decode()


@pytest.fixture
def agents(bureau, clerk):
    decided_on(clerk, POOL_FROM, "20")
    return crowd(bureau.units["office"], MANY)


@pytest.fixture
def matter(bureau, designer, clerk, agents):
    """Whoever of thirty takes it."""
    flow = line(Step(key="do", name="经办", mode=Mode.ONE, handlers=(AGENTS,)))
    helping(flow, bureau.units["office"], designer)
    client_of(clerk).post("/start/help", POST)
    return Matter.objects.get()


def test_it_is_listed_taken_and_put_back(matter, clerk, agents):
    mine, theirs, at = client_of(agents[0]), client_of(agents[1]), f"/w/{matter.pk}"
    take = f"/take/{Pool.objects.get().pk}"
    for page in (_text(mine.get("/todo/claimable")), _text(theirs.get("/todo/claimable"))):
        assert matter.title in page and "30 人待领取" in page and f'action="{take}"' in page
    assert '待领取<span class="count">1</span>' in _text(mine.get("/todo"))
    assert 'href="/todo/claimable"><svg' in _text(client_of(clerk).get("/todo")).replace("\n", "")
    page = _text(mine.get(at))
    assert "由 30 人抢办，领取后由你办理" in page and 'value="agree"' not in page
    assert "30 人待领取" in _text(client_of(clerk).get(at))
    assert "30 人待领取" in _text(client_of(clerk).get("/todo/mine"))
    assert "已领取，由你办理" in _text(mine.post(take, follow=True))
    page = _text(mine.get(at))
    assert 'value="agree"' in page and f'action="{at}/put_back"' in page
    assert theirs.get(at).status_code == 404
    assert matter.title not in _text(theirs.get("/todo/claimable"))
    assert "已由经办0于" in _text(theirs.post(take))
    assert "已放回" in _text(mine.post(f"{at}/put_back", follow=True))
    assert matter.title in _text(theirs.get("/todo/claimable"))


def test_it_is_filtered_like_todo(matter, agents):
    mine = client_of(agents[0])
    asks = {"q=请假": 1, "q=没有": 0, "due=none": 0, "arrived=today": 1, "urgency=1": 0,
            "label=协办申请": 1, "who=999999": 0, "sort=urgency": 1, "sort=arrived": 1}  # fmt: skip
    for asked, count in asks.items():
        page = _text(mine.get(f"/todo/claimable?{asked}"))
        assert page.count('class="line__take"') == count, asked


def test_who_is_no_candidate_finds_nothing(matter, finance_head):
    browser = client_of(finance_head)
    assert matter.title not in _text(browser.get("/todo/claimable"))
    assert browser.get(f"/w/{matter.pk}").status_code == 404
    assert browser.post(f"/take/{Pool.objects.get().pk}").status_code == 404
    assert Seat.objects.get(state="open").is_pool


def test_candidates_find_it_by_searching(matter, agents, finance_head):
    word = matter.title[:4]
    assert search(actor_of(agents[0]), word).items
    assert not search(actor_of(finance_head), word).items


def test_a_program_lists_and_takes(matter, agents):
    mine, theirs = program(agents[0], "act"), program(agents[1], "act")
    (row,) = mine.ask("lists/claimable")["items"]
    assert (row["title"], row["many"]) == (matter.title, MANY)
    assert mine.ask("me")["waiting"]["claimable"] == "1"
    said = mine.send(f"pools/{row['pool']}/take").json()
    assert said == {"matter": matter.pk, "title": matter.title, "step": "经办"}
    late = theirs.send(f"pools/{row['pool']}/take")
    assert late.status_code == 409 and "已由经办0于" in str(late.json())
    assert theirs.ask("lists/claimable")["items"] == []


def test_as_many_statements_with_three_thousand(bureau, matter, clerk, agents):
    mine = client_of(agents[0])
    pages = (f"/w/{matter.pk}", f"/w/{matter.pk}/preview", "/todo/claimable", "/todo", "/")
    for page in pages:
        mine.get(page)
    few = [len(queries_of(mine, page)) for page in pages]
    crowd(bureau.units["finance"], 3000 - MANY, first=MANY)
    for _n in range(3):
        client_of(clerk).post("/start/help", POST)
    many = Matter.objects.order_by("-pk")[0]
    assert many.pools.get().count == 3000
    pages = (f"/w/{many.pk}", f"/w/{many.pk}/preview", *pages[2:])
    assert [min(len(queries_of(mine, page)) for _visit in range(2)) for page in pages] <= few
