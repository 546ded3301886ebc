"""The requests about flows that come with the house: for a new flow, for a change, for a template
that is missing (WF-06, WF-07, WF-09). They are ordinary templates, told in `starters`."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from andu.approvals.actions.templates import Particulars
from andu.approvals.editor.table import Row, Table, definition_of
from andu.approvals.models import Template
from andu.approvals.rights import MANAGE
from andu.engine.handlers import (
    Administrator,
    FromField,
    HandlerRule,
    Initiator,
    Nobody,
    Otherwise,
    Superior,
    UnitHead,
)
from andu.engine.nodes import Mode, Nature, Step
from andu.forms.definition import FormDefinition, from_json
from andu.kit.actor import Actor
from andu.organisation.models import Unit
from andu.workflow.bpmn.writing import write

NEW, CHANGE, MISSING = "flow-new", "flow-change", "flow-missing"
KEYS = (NEW, CHANGE, MISSING)
HERE = Path(__file__).parent / "starters"


@cache
def told(key: str) -> dict[str, Any]:
    """What the file of a starter says."""
    found: dict[str, Any] = json.loads((HERE / f"{key}.json").read_text("utf-8"))
    return found


def missing_in(organisation_id: int | None) -> list[str]:
    """The starters an organisation doesn't have yet."""
    rows = Template.objects.filter(organisation=organisation_id or 0, key__in=KEYS)
    there = set(rows.values_list("key", flat=True))
    return [key for key in KEYS if key not in there]


def addable_by(actor: Actor) -> list[str]:
    """What the starters are called that the organisation lacks, for who may add them."""
    if not actor.scopes(MANAGE.code):
        return []
    return [told(key)["name"] for key in missing_in(actor.organisation_id)]


def particulars_of(key: str) -> Particulars:
    """What is said about a starter besides form and flow."""
    said = told(key)
    texts = {part: said[part] for part in ("name", "category", "icon", "numbering", "description")}
    return Particulars(**texts, order=900 + KEYS.index(key))


def form_of(key: str) -> FormDefinition:
    """What a starter asks for."""
    return from_json(json.dumps({"schema": 1, "fields": told(key)["fields"]}))


def drawing_of(key: str, unit: Unit) -> str:
    """How a starter runs when `unit` owns it."""
    rows = tuple(Row(step=step) for step in _steps(told(key)["steps"], unit))
    return write(definition_of(Table(key=f"approvals-{key}", name=told(key)["name"], rows=rows)))


def change_in(organisation_id: int) -> Template | None:
    """The request for changes of an organisation; None where it was not added."""
    rows = Template.objects.filter(organisation=organisation_id, key=CHANGE)
    return rows.select_related("unit").first()


def _steps(said: Iterable[dict[str, Any]], unit: Unit) -> Iterable[Step]:
    for each in said:
        nobody = Nobody(Otherwise.PASS) if each.get("pass") else Nobody()
        yield Step(
            key=each["key"], name=each["name"], nobody=nobody,
            handlers=tuple(_handler(word, unit) for word in each["who"]),
            nature=Nature(each.get("nature", "approve")), mode=Mode(each.get("mode", "one")),
        )  # fmt: skip


def _handler(word: str, unit: Unit) -> HandlerRule:
    kind, _colon, name = word.partition(":")
    plain: dict[str, HandlerRule] = {
        "superior": Superior(1), "unit": UnitHead(unit=unit.code), "initiator": Initiator(),
        "administrator": Administrator(),
    }  # fmt: skip
    return FromField(name) if kind == "field" else plain[kind]
