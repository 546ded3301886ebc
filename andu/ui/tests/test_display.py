"""Theme and text size: by cookie, by POST, and never to somebody else's site."""

from django.test import Client


def test_the_choice_is_kept_on_this_device(glass: Client) -> None:
    answer = glass.post("/display", {"theme": "dark", "next": "/todo?page=2"})
    assert answer.status_code == 302 and answer.url == "/todo?page=2"
    assert 'data-theme="dark"' in glass.get("/todo").content.decode()
    glass.post("/display", {"size": "xl"})
    assert 'data-size="xl"' in glass.get("/todo").content.decode()


def test_unknown_values_change_nothing(glass: Client) -> None:
    answer = glass.post("/display", {"theme": '"><script>', "size": "999"})
    assert not answer.cookies
    glass.cookies["andu_theme"] = "purple"
    assert 'data-theme="light"' in glass.get("/todo").content.decode()


def test_it_leads_nowhere_else(glass: Client) -> None:
    for target in ("https://example.org/", "//example.org", "javascript:alert(1)"):
        assert glass.post("/display", {"theme": "dark", "next": target}).url == "/"


def test_reading_switches_nothing(glass: Client) -> None:
    assert glass.get("/display").status_code == 405
