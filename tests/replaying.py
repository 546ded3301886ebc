"""Forms as a page shows them, filled in and sent again: what a double click does."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.password import PASSWORD

WRITES = ("INSERT", "UPDATE", "DELETE")
# Not effects: the keys themselves, the session, when somebody was last seen.
ASIDE = ("kit_requestkey", "django_session", "identity_signin", "identity_attempt")
KEY = "a-key-of-the-walk-0001"


@dataclass
class Form:
    """One form of a page."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)


class Forms(HTMLParser):
    """Every form of a page that is posted, its fields as a hurried person fills them in."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url, self.found, self.form, self.choosing = url, [], None, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A form, or a field of it."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = None
            if said.get("method", "").lower() == "post":
                self.form = Form(said.get("action") or self.url)
                self.found.append(self.form)
        elif self.form is not None:
            self._fill(tag, said)

    def handle_endtag(self, tag: str) -> None:
        """The form is over."""
        if tag == "form":
            self.form = None

    def _fill(self, tag: str, said: dict[str, str]) -> None:
        fields, name = self.form.fields, said.get("name", "")
        if tag == "option" and self.choosing and said.get("value"):
            fields.setdefault(self.choosing, [said["value"]])
        self.choosing = name if tag == "select" else self.choosing if tag == "option" else ""
        kind = said.get("type", "text")
        if not name or "disabled" in said or kind == "file":
            return
        if tag == "button" or (tag == "input" and kind in {"radio", "hidden", "submit"}):
            fields.setdefault(name, [said.get("value", "")])
        elif tag == "input" and kind == "checkbox":
            fields.setdefault(name, []).append(said.get("value", "on"))
        elif tag in {"input", "textarea"}:
            fields.setdefault(name, [said.get("value") or _typed(name, kind)])


def _typed(name: str, kind: str) -> str:
    typed = {"date": timezone.localdate().isoformat(), "number": "3", "password": PASSWORD}
    return typed.get(kind, "" if name.endswith("_text") else "依规定办理")


def forms_of(client: Client, url: str) -> list[Form]:
    """The forms of a page; none, when it is no page."""
    answer: Any = client.get(url)
    if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
        return []
    page = Forms(url)
    page.feed(b"".join(answer).decode() if answer.streaming else answer.content.decode())
    return page.found


def sent(client: Client, form: Form, key: str = KEY) -> tuple[Any, list[str]]:
    """The answer to the form, and what was written for it."""
    written: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        result = execute(sql, *rest)
        if sql.startswith(WRITES) and not any(name in sql for name in ASIDE):
            written.append(sql)
        return result

    with connection.execute_wrapper(note):
        answer = client.post(form.action, {**form.fields, "_key": key})
    return answer, written
