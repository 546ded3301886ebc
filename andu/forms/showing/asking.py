"""Conditions as data for the page: what a script can decide, and what the server has decided.

A check of a field that stands on the page names its control; one of anything else (a sum, a field
of another step) is already yes or no.
"""

import json
from collections.abc import Mapping
from typing import Any

from andu.engine import conditions as engine
from andu.engine.conditions import Value
from andu.forms.conditions import MANY, SPLIT, subject, test_of, types_of
from andu.forms.definition import NAMED, Check, Condition, Field, FormDefinition, Kind
from andu.forms.facts import facts_for_conditions
from andu.forms.filling.finding import FINDERS
from andu.forms.filling.posting import LAST, name_of
from andu.kit.actor import Actor


class Asking:
    """The conditions of one form for one page; people and entries are looked up once."""

    def __init__(
        self, definition: FormDefinition, values: Mapping[str, Any], open_keys: set[str],
        actor: Actor,
    ) -> None:  # fmt: skip
        self.definition, self.open_keys = definition, open_keys
        self.facts: Mapping[str, Value] = {}
        if definition.has_conditions:
            self.types = types_of(definition)
            self.facts = facts_for_conditions(definition, values)
            self.ids = self._ids(actor)

    def data(self, condition: Condition | None) -> str:
        """The condition as JSON; "" when there is none."""
        if condition is None:
            return ""
        checks = [self._check(check) for check in condition.checks]
        return json.dumps({"any": condition.any, "checks": checks}, ensure_ascii=False)

    def _check(self, check: Check) -> Any:
        test, field = test_of(check, self.types), self.definition.field(subject(check))
        if test is None or field is None:
            return False
        part = check.field.partition(".")[2]
        on_page = field.key in self.open_keys and not field.is_computed
        if not on_page or (part and field.kind is not Kind.PERIOD):
            return engine.holds(test, self.facts)
        return {
            "name": name_of(field.key) + (LAST if part == "until" else ""), "part": part,
            "type": test.type.value, "operator": test.operator.value,
            "value": self._value(check, field),
        }  # fmt: skip

    def _value(self, check: Check, field: Field) -> Any:
        values = check.value.split(SPLIT) if check.operator in set(MANY) else [check.value]
        if field.kind in NAMED:
            return [self.ids.get((field.kind, field.dictionary, code), "-") for code in values]
        return values

    def _ids(self, actor: Actor) -> dict[tuple[Kind, str, str], str]:
        """The ids that stand on the page for the codes in conditions."""
        wanted: dict[Kind, set[str]] = {}
        within = {field.dictionary for field in self.definition if field.dictionary}
        for field in self.definition:
            for condition in (field.shown_if, field.required_if):
                for check in condition.checks if condition else ():
                    named = self.definition.field(subject(check))
                    if named and named.kind in NAMED and check.value:
                        wanted.setdefault(named.kind, set()).update(check.value.split(SPLIT))
        return {
            (kind, row.within, row.code): str(row.pk)
            for kind, codes in wanted.items()
            for row in FINDERS[kind](sorted(codes), [], within, actor)
        }
