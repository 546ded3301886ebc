import pytest
from django.http import HttpResponse

from andu.kit.verdict import Refused
from andu.workflow import actions, kinds
from andu.workflow.kinds import Kind
from andu.workflow.tests.conftest import begin, countersign, drawings, seat_of
from tests.cast import actor_of, client_of
from tests.house.counting import constant_queries

assert drawings


@pytest.fixture(autouse=True)
def test_kind():
    """A room that shows matters of the kind the stories start."""
    said = {"": "办理", "preview": "预览"}
    pages = {
        part: lambda request, matter, text=text: HttpResponse(f"{text} {matter.title}")
        for part, text in said.items()
    }
    kinds.register(Kind("test", "测试", pages))


@pytest.mark.parametrize("page", ["/", "/todo", "/todo/unread", "/todo/done", "/todo/mine"])
def test_an_empty_desk_says_so(clerk, page):
    answer = client_of(clerk).get(page)
    assert answer.status_code == 200


def test_what_waits_is_on_the_desk_and_in_the_list(clerk, office_head):
    matter = begin(clerk, countersign("finance_head"), urgency=1)
    for page in ("/", "/todo"):
        text = client_of(office_head).get(page).content.decode()
        assert matter.title in text
        assert "特急" in text
    assert matter.title not in client_of(clerk).get("/todo").content.decode()
    assert "罗曼青 科长审核" in client_of(clerk).get("/todo/mine").content.decode()


def test_what_was_handled_moves_to_done(clerk, office_head):
    matter = begin(clerk, countersign("finance_head"))
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    browser = client_of(office_head)
    assert matter.title not in browser.get("/todo").content.decode()
    assert matter.title in browser.get("/todo/done").content.decode()


def test_a_matter_has_one_address_for_those_who_take_part(clerk, director, outsider):
    matter = begin(clerk, countersign("finance_head"))
    address = matter.get_absolute_url()
    assert client_of(clerk).get(address).content.decode() == f"办理 {matter.title}"
    assert client_of(clerk).get(f"{address}/preview").status_code == 200
    assert client_of(clerk).get(f"{address}/nonsense").status_code == 404
    for stranger in (director, outsider):
        assert client_of(stranger).get(address).status_code == 404
        assert client_of(stranger).get(f"{address}/preview").status_code == 404


@pytest.mark.parametrize("page", ["/", "/todo", "/todo/done", "/todo/mine"])
def test_lists_ask_the_database_a_constant_number_of_times(clerk, office_head, page):
    flow = countersign("finance_head")

    def grow(n):
        for _n in range(n):
            matter = begin(clerk, flow)
            if page == "/todo/done":
                actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))

    who = clerk if page == "/todo/mine" else office_head
    constant_queries(client_of(who), page, grow)


def test_nobody_agrees_through_the_wrong_seat(clerk, office_head, director):
    matter = begin(clerk, countersign("finance_head"))
    with pytest.raises(Refused):
        actions.agree(matter, seat_of(matter, office_head), by=actor_of(director))
