import pytest
from django.test import Client

from andu.search.indexing import Item, put
from andu.search.sources import Source, forget
from andu.workflow.models import Matter
from andu.workflow.tests.conftest import begin, countersign, drawings
from tests.cast import client_of
from tests.house.counting import constant_queries

assert drawings
HTMX = {"HX-Request": "true"}


def asked(member, query=""):
    return client_of(member).get(f"/palette{query}", headers=HTMX).content.decode()


def test_it_offers_pages_what_was_in_hand_and_the_commands_of_the_page(clerk):
    matter = begin(clerk, countersign("finance_head"))
    html = asked(clerk, "?command=同意&command=退回")
    assert 'data-command="1"' in html and "退回 tuihui th" in html
    assert matter.title in html
    assert 'href="/todo"' in html and "待办 daiban db" in html


@pytest.fixture
def findable():
    """Matters of the stories' kind are found by those who take part in them."""

    def visible(actor, ids):
        return Matter.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True)

    Source("test", "测试", visible)
    yield lambda matter: put(
        Item(
            kind="test", id=matter.pk, organisation_id=matter.organisation_id,
            title=matter.title, link=matter.get_absolute_url(), at=matter.started,
        )
    )  # fmt: skip
    forget("test")


def test_it_finds_only_what_the_person_may_see(clerk, director, findable):
    matter = begin(clerk, countersign("finance_head"))
    findable(matter)
    query = f"?q={matter.title[:4]}"
    assert f'href="{matter.get_absolute_url()}"' in asked(clerk, query)
    assert "<mark>" in asked(clerk, query)
    assert f'href="{matter.get_absolute_url()}"' not in asked(director, query)
    assert f'href="{matter.get_absolute_url()}"' not in asked(director)


def test_people_are_found_by_name(clerk, office_head):
    html = asked(clerk, f"?q={office_head.name}")
    assert office_head.name in html and "在全部内容里搜" in html


def test_labels_of_buttons_are_only_words(clerk):
    html = asked(clerk, "?command=<script>alert(1)</script>&q=")
    assert "<script>" not in html
    assert "<script>" not in asked(clerk, "?command=<script>alert(1)</script>")


def test_without_scripts_it_leads_to_the_search(clerk):
    answer = client_of(clerk).get("/palette?q=请假")
    assert answer.status_code == 302 and answer.url.startswith("/search?q=")


def test_strange_words_are_harmless(clerk):
    for words in ("%00", "\\'%22%3C", "a" * 3000, "%25_%25", "%F0%9F%98%80"):
        assert client_of(clerk).get(f"/palette?q={words}", headers=HTMX).status_code == 200


def test_more_matters_ask_no_more_questions(clerk):
    def grow(many):
        for _turn in range(many):
            begin(clerk, countersign("finance_head"))

    browser = client_of(clerk)
    browser.defaults["HTTP_HX_REQUEST"] = "true"
    constant_queries(browser, "/palette", grow)


def test_an_administrator_has_pages_and_no_matters(audit_administrator):
    browser = Client()
    browser.force_login(audit_administrator)
    html = browser.get("/palette", headers=HTMX).content.decode()
    assert "审计日志" in html and "发起" not in html
    assert browser.get("/palette?q=报销", headers=HTMX).status_code == 200
