"""What every address sends along, and that no page and no redirect leads elsewhere (C39)."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client

from andu.kit.models import RequestKey
from andu.workflow.models import Seat
from tests.cast import PASSWORD, client_of
from tests.hostile.test_forms import doors

KINDS = ("anonymous", "initiator", "keeper", "system", "security", "audit")
# Served files have a policy of their own, stricter than the house's.
STRICT = ("default-src 'self'", "default-src 'none'")
SCRIPTS = re.compile(r"script-src[^;]*(unsafe|\*|https?:|data:)|(default|object)-src[^;]*\*")
LOADED = re.compile(
    r"""(?:src|href|action|formaction|poster|data|srcset|hx-\w+|data-[\w-]*url[\w-]*)"""
    r"""=["']?((?:https?:|wss?:)?//[^"'\s>]+)|url\(["']?((?:https?:)?//[^)]+)|"""
    r"""@import\s+["']((?:https?:)?//[^"']+)""", re.I,
)  # fmt: skip
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)|<style|\sstyle=|\son\w+=|javascript:",
    re.I,
)
OWN = ("http://testserver/", "ws://testserver:", "wss://testserver")
TRICKS = (
    "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example",
    "https:evil.example", "https:/evil.example", "http:///evil.example", "https://evil.example",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
    "/%0d%0aSet-Cookie:a=b", "/\r\nLocation: //evil.example", "/\t/evil.example",
    "\t//evil.example",
    " //evil.example", "\x01//evil.example", "//evil.example@testserver", "http:evil.example",
    "//testserver@evil.example", "//testserver.evil.example", "/\u2044/evil.example", "ftp://evil",
    "//\u3002evil.example", "//evil\u3002example", "\uff0f\uff0fevil.example",
    "https:\\\\evil.example",
    "/%09/evil.example", "/%5cevil.example", ".//evil.example", "/..//evil.example", "evil.example",
    "http://[::1", "//[", "\0//evil.example", "x" * 10_000, "/.//evil.example", "?//evil.example",
)  # fmt: skip
TO = (
    "next",
    "back",
    "url",
    "return",
    "to",
    "token",
    "redirect",
    "continue",
    "came",
    "from",
    "kind",
)
MARK, LONG = "/a-mark-of-ours", 100
SAFE = re.compile(r"(?:/(?![/\\\t\r\n])|\?|[\w.%-]*$)[^\r\n\t\0\\]*")


@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_is_guarded_and_no_page_asks_elsewhere(kind, people, things):
    browser, found, pages = people.browser(kind), [], 0
    browser.raise_request_exception = False
    for name, url in doors(things):
        with transaction.atomic():
            answer: Any = browser.get(url)
            transaction.set_rollback(True)
        found += [f"{name} {url}: {said}" for said in unguarded(answer)]
        if answer["Content-Type"].startswith("text/html") and not answer.streaming:
            pages += 1
            found += [f"{name} {url}: {said}" for said in leading_out(answer.content.decode())]
    assert pages > 20
    assert not found, "\n".join(found)


def unguarded(answer: Any) -> list[str]:
    """Headers that are missing or too wide, cookies without their flags."""
    policy = answer.get("Content-Security-Policy", "")
    said = [] if policy.startswith(STRICT) and "frame-ancestors" in policy else [f"CSP {policy}"]
    said += ["scripts"] if SCRIPTS.search(policy) else []
    said += [] if answer.get("X-Content-Type-Options") == "nosniff" else ["sniffed"]
    said += [] if answer.get("Referrer-Policy") == "same-origin" else ["referrer"]
    said += [] if answer.get("X-Frame-Options") in {"DENY", "SAMEORIGIN"} else ["framed"]
    said += ["tells what it is made of"] if {"Server", "X-Powered-By"} & {*answer.headers} else []
    for cookie in answer.cookies.values():
        kept = not cookie.value or (cookie["httponly"] and cookie["samesite"] in {"Lax", "Strict"})
        said += [] if kept else [f"cookie {cookie.key}"]
    return said


def leading_out(page: str) -> list[str]:
    """What a page would load from elsewhere or run in place."""
    asked = ["".join(one) for one in LOADED.findall(page)]
    return [one for one in asked if not one.startswith(OWN)] + [
        f"inline {one[0]}" for one in INLINE.finditer(page)
    ]


def latin(text: str) -> str:
    """As a header carries it."""
    return text.encode().decode("latin-1")


def test_what_strangers_send_leaves_no_rows(people, things):
    """Else whoever finds the house could fill its database."""
    key, told = "a-key-of-a-stranger", {}
    for name, url in (*doors(things), ("api", "/api/matters/1/decision")):
        Client().post(url, {"_key": key}, HTTP_IDEMPOTENCY_KEY=key)
        told |= {name: url} if RequestKey.objects.exists() else {}
        RequestKey.objects.all().delete()
    assert not told, told


def test_behind_tls_cookies_are_only_for_tls(clerk, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    answer = Client().post("/login", {"login_name": "clerk", "password": PASSWORD}, secure=True)
    assert answer.status_code == 302 and answer.cookies
    for cookie in answer.cookies.values():
        assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax", cookie.key


@pytest.mark.parametrize("trick", TRICKS)
def test_the_login_leads_nowhere_else(trick, clerk):
    for at in ("/login", f"/login?{urlencode({'next': trick})}"):
        said = {"login_name": "clerk", "password": PASSWORD, "next": trick}
        answer = Client().post(at, said)
        assert answer.status_code in {302, 400, 422}
        assert SAFE.fullmatch(answer.get("Location", "/")), answer["Location"]


def test_no_address_leads_elsewhere(people, things):
    browser, found = people.browser("keeper"), []
    browser.raise_request_exception = False
    leading = {(how, url) for _name, url in doors(things) for how in ("get", "post")
               if MARK in where_to(browser, how, url, MARK)}  # fmt: skip
    assert any(url.startswith("/display") or "notices" in url for _how, url in leading), leading
    for how, url in sorted(leading):
        for trick in TRICKS:
            where = where_to(browser, how, url, trick)
            found += [f"{how} {url} {trick[:40]!r}: {where}"] * (not SAFE.fullmatch(where))
    assert not found, "\n".join(found)


def where_to(browser: Client, how: str, url: str, said: str) -> str:
    """Where an address leads that is told a way by every name and by the page one came from."""
    words = dict.fromkeys(TO, said)
    at = f"{url}?{urlencode(words)}" if how == "get" and len(said) < LONG else url
    with transaction.atomic():
        sent = words if how == "post" else {}
        answer: Any = getattr(browser, how)(at, sent, HTTP_REFERER=latin(said))
        transaction.set_rollback(True)
    assert answer.status_code < 500, (how, url, said)
    return str(answer.get("Location", answer.get("HX-Redirect", "")))


def test_the_page_one_came_from_is_ours(office_head):
    for trick in TRICKS:
        answer = client_of(office_head).get("/nothing-here", HTTP_REFERER=latin(trick))
        assert answer.status_code == 404
        assert leading_out(answer.content.decode()) == [], trick


def test_urging_leads_back_to_a_page_of_ours(submit, director):
    seat = Seat.objects.get(run__matter=submit().matter, state="open")
    client = client_of(director)
    for trick in (*TRICKS, "nothing", "identity:keys"):
        with transaction.atomic():
            answer = client.post(f"/urge/{seat.pk}", {"next": trick})
            transaction.set_rollback(True)
        assert answer.status_code == 302
        assert SAFE.fullmatch(answer["Location"]), answer["Location"]
