"""A refusal in its three forms, and the friendly faults."""

from django.test import Client

from andu.ui.tests.conftest import SIGNED_IN

WORDS = "这件事已由许昭宁办理，请刷新待办。"


def test_a_page_says_why_and_leads_back(glass: Client) -> None:
    came = {"Referer": "http://testserver/todo?page=2"}
    answer = glass.post("/refuse", headers=came)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert WORDS in html and 'href="/todo?page=2"' in html and 'data-outcome="refused"' in html


def test_a_foreign_referer_leads_home(glass: Client) -> None:
    answer = glass.post("/refuse", headers={"Referer": "https://example.org/x"})
    assert "example.org" not in answer.content.decode()


def test_htmx_gets_a_toast(glass: Client) -> None:
    answer = glass.post("/refuse", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert answer["HX-Retarget"] == "#toasts" and answer["HX-Reswap"] == "beforeend"
    html = answer.content.decode()
    assert WORDS in html and "<html" not in html and 'role="alert"' in html


def test_machines_get_a_problem(glass: Client) -> None:
    for answer in (
        glass.post("/api/refuse"),
        glass.post("/refuse", headers={"Accept": "application/json"}),
    ):
        assert answer.status_code == 409
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["detail"] == WORDS and answer.json()["code"] == "refused"


def test_what_is_not_there_says_so(glass: Client) -> None:
    answer = glass.get("/nothing/here")
    assert answer.status_code == 404 and "这里没有东西" in answer.content.decode()
    SIGNED_IN["name"] = ""
    assert "login" in glass.get("/nothing/here").content.decode()


def test_a_machine_hears_of_it_too(glass: Client) -> None:
    answer = glass.get("/api/nothing")
    assert answer.status_code == 404 and answer.json()["status"] == 404
