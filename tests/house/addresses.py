"""The URL map of the house and the rooms' tables that say who may open each address."""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from andu.kit.rights import all_rights
from tests.house import reading, routes

OFFICES = {"system", "security", "audit"}
FILLERS = {"IntConverter": 999999, "UUIDConverter": "00000000-0000-4000-8000-000000000000"}
TURNED_AWAY = {401, 403, 404, 405}
Tables = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Address:
    """One URL pattern: its full name, its view, and what its gaps can be filled with."""

    name: str
    view: str
    gaps: tuple[tuple[str, str], ...] = ()

    @property
    def url(self) -> str:
        """An address of this pattern that points at nothing that exists."""
        return reverse(self.name, kwargs={gap: FILLERS.get(kind, "x") for gap, kind in self.gaps})


def addresses(urlconf: str | None = None) -> list[Address]:
    """Every pattern of the URL map."""
    return list(_below(get_resolver(urlconf), "", ()))


def _below(
    resolver: URLResolver, space: str, gaps: tuple[tuple[str, str], ...]
) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = gaps + _gaps(entry)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _below(entry, inner, here)
        else:
            name = f"{space}{entry.name}" if entry.name else ""
            yield Address(name, f"{entry.callback.__module__}.{entry.callback.__name__}", here)


def _gaps(entry: URLPattern | URLResolver) -> tuple[tuple[str, str], ...]:
    return tuple((gap, type(kind).__name__) for gap, kind in entry.pattern.converters.items())


def tables() -> Tables:
    """The table of every room that has one, and the one of the house under ""."""
    found: Tables = {"": routes.ROUTES}
    for path in reading.files(".py", under="andu/"):
        if path.parts[2:] == ("tests", "routes.py"):
            found[reading.room_of(path)] = _table(path)
    return found


def _table(path: Path) -> dict[str, str]:
    return importlib.import_module(".".join(path.with_suffix("").parts)).ROUTES


def known(value: str, rights: set[str]) -> bool:
    """Whether a row says something that can be tested; alternatives are joined by `|`."""
    kind, _, what = value.partition(":")
    if kind in {"anonymous", "members", "token"}:
        return not what
    return (kind == "right" and what in rights) or (kind == "office" and what in OFFICES)


def disagreements(there: list[Address], said: Tables, rights: set[str]) -> list[str]:
    """Where the URL map and the tables differ, one line each."""
    names = {address.name for address in there}
    rows = [(room, name, value) for room, table in said.items() for name, value in table.items()]
    listed = [name for _, name, _ in rows]
    return [
        *(f"{found.view}: give the address a name" for found in there if not found.name),
        *(f"{name}: no row in its room's routes.py" for name in sorted(names - {*listed, ""})),
        *(f"{name}: a row without an address" for name in listed if name not in names),
        *(f"{name}: more than one row" for name in sorted({*listed}) if listed.count(name) > 1),
        *(f"{name}: belongs to another table" for room, name, _ in rows if not _home(room, name)),
        *(
            f"{name}: {value} is no right, office, members, token or anonymous"
            for _, name, value in rows if not all(known(part, rights) for part in value.split("|"))
        ),
    ]  # fmt: skip


def _home(room: str, name: str) -> bool:
    return name.startswith(f"{room}:") if room else ":" not in name


def open_to(office: str, value: str) -> bool:
    """Whether a row lets one of the three administrators in."""
    held = {right.code for right in all_rights() if right.office == office}
    parts = [part.partition(":") for part in value.split("|")]
    return any(
        kind == "anonymous" or (kind == "office" and what == office)
        or (kind == "right" and what in held)
        for kind, _, what in parts
    )  # fmt: skip


def rights() -> set[str]:
    """The codes of all declared rights."""
    return {right.code for right in all_rights()}


def values() -> dict[str, str]:
    """All rows of all tables."""
    return {name: value for table in tables().values() for name, value in table.items()}


def answer(client: Client, method: str, address: Address) -> Any:
    """What the house answers; an exception of a view is a 500."""
    client.raise_request_exception = False
    return client.generic(method, address.url)


def let_in(response: Any, login: str = "") -> bool:
    """Whether an answer is anything but a closed door; a way to the login is one if it is given."""
    if response.status_code in {301, 302, 303} and login:
        return bool(response["Location"].split("?")[0] != login)
    return response.status_code not in TURNED_AWAY
