"""What a form asks for: frozen dataclasses, read from JSON and checked once at the edge."""

from andu.forms.definition.checking import problems
from andu.forms.definition.fields import (
    COMPUTABLE,
    KIND_LABELS,
    LISTS,
    SIMPLE,
    Field,
    FormDefinition,
    Kind,
)
from andu.forms.definition.reading import NotADefinition, from_json, stored, to_json

__all__ = [
    "COMPUTABLE",
    "KIND_LABELS",
    "LISTS",
    "SIMPLE",
    "Field",
    "FormDefinition",
    "Kind",
    "NotADefinition",
    "from_json",
    "problems",
    "stored",
    "to_json",
]
