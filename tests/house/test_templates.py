"""Templates stay home, and carry nothing the content policy would refuse."""

import re
from pathlib import Path

from tests.house import reading

MEETS = re.compile(r"\{%\s*(?:include|extends)\s+[\"']([^\"']+)[\"']")
NAMED = re.compile(r"[\"']([a-z_]+)/[\w/.-]+\.html[\"']")
COMMENTS = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}|<!--.*?-->", re.S)
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)
REFUSED = {
    "inline script": re.compile(r"<script\b(?![^>]*\b(?:src|type=\"application/json\"))", re.I),
    "inline style": re.compile(r"<style\b|<[^>]*\sstyle\s*=", re.I | re.S),
    "on… attribute": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[\w:-]*)\s*=", re.I | re.S),
    "script address": re.compile(r"[\"'](?:javascript|js):", re.I),
    "unescaped output": re.compile(r"\{\{[^}]*\|\s*safe\b|\{%\s*autoescape\s+off"),
}
# Elements whose content fits itself to their width (CSS `container`).
SIZED = re.compile(
    r"<fieldset\b(?:(?!</fieldset>).)*?class=\"[^\"]*\b(?:table-wrap|worklist|sheet)\b", re.S
)
POSTED = re.compile(r"<form\b[^>]*\bmethod=[\"']post[\"'].*?</form>", re.I | re.S)
# Posted again and again as they stand: what is sent last is what is kept; or, with their key, what
# an outage sent back.
AGAIN = {"ui/_display.html", "approvals/editor/frame.html", "ui/503.html"}
NAMESPACES = r"(?:www\.w3\.org|www\.omg\.org|bpmn\.io|andu\.example)/"
EXTERNAL = re.compile(
    rf"(?:https?:|wss?:)?//(?!{NAMESPACES})(?:[\w-]+\.)+[a-z]{{2,}}(?=[/\"'\s:)]|$)", re.I
)


def template_home(path: Path) -> str:
    """The folder a template must lie in: andu/mail/templates/mail/…."""
    return path.parts[3] if len(path.parts) > 4 else ""


def strangers(
    text: str, room: str, floor: dict[str, int], pattern: re.Pattern[str] = MEETS
) -> list[str]:
    """Rooms whose templates a text names although its room may not know them."""
    named = [address.split("/")[0] for address in pattern.findall(text)]
    return [other for other in named if other in floor and not reading.may_know(room, other, floor)]


def refused(template: str) -> list[str]:
    """What the content policy would refuse in a template."""
    template = COMMENTS.sub("", template)
    markup = TAGS.sub("x", template)
    return [
        kind for kind, pattern in REFUSED.items()
        if pattern.search(template if kind == "unescaped output" else markup)
    ]  # fmt: skip


def external(text: str) -> list[str]:
    """Addresses of other sites, namespaces of XML apart."""
    return [found.group() for found in EXTERNAL.finditer(text)]


def _templates() -> list[Path]:
    return [path for path in reading.product(".html", ".txt") if "templates" in path.parts]


def test_templates_lie_in_their_room() -> None:
    wrong = [str(path) for path in _templates() if template_home(path) != reading.room_of(path)]
    assert not wrong, reading.report(wrong, "Templates of a room lie in templates/<room>/.")


def test_templates_know_only_lower_rooms() -> None:
    floor = reading.floors()
    pairs = [(path, MEETS) for path in _templates()]
    pairs += [(path, NAMED) for path in reading.product(".py") if reading.room_of(path) in floor]
    found = [
        f"{path} → {other}/" for path, pattern in pairs
        for other in strangers(reading.text(path), reading.room_of(path), floor, pattern)
    ]  # fmt: skip
    assert not found, reading.report(found, "Use own files, ui/ and those of lower floors.")


def test_templates_carry_nothing_inline() -> None:
    found = [f"{path}: {kind}" for path in _templates() for kind in refused(reading.text(path))]
    assert not found, reading.report(found, "Use a class, a data-controller or an htmx attribute.")


def test_nothing_is_fetched_from_elsewhere() -> None:
    own = reading.product(".html", ".js", ".css", ".svg")
    found = [f"{path}: {address}" for path in own for address in external(reading.text(path))]
    assert not found, reading.report(found, "Everything a page needs is served by the house.")


def test_nothing_sized_lies_in_a_fieldset() -> None:
    """Chromium now and then leaves it empty there: the rows of a table could not be filled in."""
    assert SIZED.search('<fieldset>\n<div class="table-wrap">')
    found = [str(path) for path in _templates() if SIZED.search(reading.text(path))]
    assert not found, reading.report(found, 'Use <div role="group" aria-labelledby="…">.')


def test_a_stranger_is_caught() -> None:
    floor = reading.floors()
    assert strangers('{% include "documents/_row.html" %}', "mail", floor) == ["documents"]
    assert strangers('{% extends "portal/x.html" %}', "mail", floor) == ["portal"]
    at_home = '{% include "ui/_icon.html" %}{% include "mail/_row.html" %}'
    assert not strangers(at_home, "mail", floor)
    assert strangers('render(request, "chat/x.html")', "mail", floor, NAMED) == ["chat"]


def test_refused_markup_is_caught() -> None:
    for bad in (
        "<script>go()</script>", "<style>p{}</style>", '<p class="a" style="color:red">',
        '<a onclick="go()">', '<a hx-on:click="go()">', '<a href="javascript:go()">',
        "{{ text|safe }}", '<p\n  style="x">',
    ):  # fmt: skip
        assert refused(bad), bad
    for good in (
        '<script type="module" src="{% static "ui/x.js" %}"></script>', "{# <style> #}",
        '<p data-style="x" class="on">', '<script id="a" type="application/json">{}</script>',
        '{% if a > b %}<p {% attrs style="x" %}>{% endif %}',
    ):  # fmt: skip
        assert not refused(good), good


def test_other_sites_are_caught() -> None:
    for bad in ('"https://cdn.example.com/x.js"', "url(//fonts.example.com/a)", "'wss://a.test'"):
        assert external(bad), bad
    for good in ('"http://www.w3.org/2000/svg"', "// see the guide. More", "a // b.c", "//todo"):
        assert not external(good), good


def keyless(template: str) -> list[str]:
    """Forms that change something and would do so twice when they are clicked twice."""
    forms = POSTED.findall(COMMENTS.sub("", template))
    return [form[:90] for form in forms if "{% request_key %}" not in form]


def test_every_form_carries_its_key() -> None:
    wrong = [
        f"{path}: {form}" for path in _templates()
        if not path.as_posix().endswith(tuple(AGAIN)) for form in keyless(reading.text(path))
    ]  # fmt: skip
    assert not wrong, reading.report(wrong, "A double click counts once: {% request_key %}.")


def test_a_form_without_a_key_is_caught() -> None:
    assert keyless('<form class="x" method="post">{% csrf_token %}</form>')
    assert keyless("<form method='POST'></form><form method=\"post\">{% request_key %}</form>")
    assert not keyless('<form method="post">{% csrf_token %}{% request_key %}</form><form></form>')
