"""Numbers of identity and bank cards for those who may not read them in full (C16, 个保法 51 条).

Value rows, the search and everything else outside the record itself hold only what is masked.
"""

from typing import Any

from andu.forms.access import Access, AccessMap, access_to
from andu.forms.definition.fields import SENSITIVE, Field, Kind

STAR = "*"


def concealed(field: Field, value: Any) -> Any:
    """The value with its middle masked, cell by cell in a detail table; others as they are."""
    if field.kind in SENSITIVE:
        return masked(str(value)) if value else value
    if field.kind is Kind.DETAIL and field.is_sensitive:
        return [
            {
                **row,
                **{one.key: concealed(one, row.get(one.key)) for one in field.columns
                   if one.kind in SENSITIVE},
            }
            for row in value or []
        ]  # fmt: skip
    return value


def shown(field: Field, value: Any, access: AccessMap) -> Any:
    """The value as this person may have it."""
    if access_to(field, access) is Access.MASKED:
        return concealed(field, value)
    return value


def masked(text: str) -> str:
    """110***********1234: the first three and the last four stay."""
    return text[:3] + STAR * max(0, len(text) - 7) + text[-4:] if len(text) > 7 else STAR * 8
