"""Values that may stand only once, in one template or in the whole organisation (WF-32)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from andu.forms import rules
from andu.forms.definition import NAMED, Field, FormDefinition, Kind, Unique
from andu.forms.filling import Cleaned
from andu.forms.holding import holder_of
from andu.forms.models import FormVersion, UniqueValue
from andu.kit.actor import Actor
from andu.kit.chain import sm3

Key = tuple[str, str]  # scope and digest


def keys_of(
    version: FormVersion, values: Mapping[str, Any], only: Iterable[str] | None = None
) -> Iterator[tuple[Field, Key]]:
    """The keys a record with these values holds; `only` some fields of it."""
    wanted = set(version.definition.keys if only is None else only)
    for field in version.definition:
        value = values.get(field.key)
        if field.unique and field.key in wanted and value not in (None, ""):
            yield field, (_scope(field, version), _digest(field, value))


def held(keys: Iterable[Key], but: int = 0) -> dict[Key, int]:
    """Of these keys, those another record holds: key → record; one statement."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = UniqueValue.objects.filter(digest__in=[digest for _scope, digest in wanted])
    found = rows.exclude(record_id=but).values_list("scope", "digest", "record_id")
    return {(scope, digest): record for scope, digest, record in found if (scope, digest) in wanted}


def repeated(version: FormVersion, cleaned: Cleaned, *, actor: Actor) -> dict[str, str]:
    """Field key → what to do, for changed values that may stand only once and stand elsewhere.

    Told early, beside the field; the save itself refuses what slips through (at most one statement
    and one for each repeated value).
    """
    if not cleaned.is_sound or not has_unique(version.definition):
        return {}
    keys = {key: field for field, key in keys_of(version, cleaned.values, cleaned.changes)}
    verdicts = {
        keys[key].key: rules.may_repeat(keys[key], holder_of(record_id, actor))
        for key, record_id in held(keys).items()
    }
    return {key: str(verdict.reason) for key, verdict in verdicts.items() if not verdict}


def has_unique(definition: FormDefinition) -> bool:
    """Whether anything may stand only once."""
    return any(field.unique for field in definition)


def _scope(field: Field, version: FormVersion) -> str:
    if field.unique == Unique.ORGANISATION:
        return f"organisation:{version.form.organisation_id}:{field.key}"
    return f"form:{version.form_id}:{field.key}"


def _digest(field: Field, value: Any) -> str:
    """Capital and small letters are one; a named thing is the same by its code."""
    plain = value["code"] or value["name"] if field.kind in NAMED else str(value)
    if field.kind is Kind.NUMBER:
        plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return sm3(plain.casefold().encode())
