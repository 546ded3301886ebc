"""What a form asks for: frozen dataclasses, read from JSON and checked once at the edge."""

from andu.forms.definition.checking import problems
from andu.forms.definition.fields import (
    COLUMNS,
    COMPUTABLE,
    KIND_GROUPS,
    KIND_LABELS,
    LISTABLE,
    LISTS,
    NAMED,
    SENSITIVE,
    Check,
    Condition,
    Field,
    FormDefinition,
    Kind,
    Unique,
)
from andu.forms.definition.reading import NotADefinition, from_json, stored, to_json

__all__ = [
    "COLUMNS",
    "COMPUTABLE",
    "KIND_GROUPS",
    "KIND_LABELS",
    "LISTABLE",
    "LISTS",
    "NAMED",
    "SENSITIVE",
    "Check",
    "Condition",
    "Field",
    "FormDefinition",
    "Kind",
    "NotADefinition",
    "Unique",
    "from_json",
    "problems",
    "stored",
    "to_json",
]
