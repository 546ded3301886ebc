"""Who may do what with a field at a step: closed unless opened (C16)."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from andu.forms.definition import Field, FormDefinition


class Access(StrEnum):
    """What a person may do with one field. WRITE leaves required as the form says; MASKED is READ
    with the middle of identity and bank card numbers masked."""

    HIDDEN = "hidden"
    MASKED = "masked"
    READ = "read"
    WRITE = "write"
    REQUIRED = "required"
    OPTIONAL = "optional"


ACCESS_LABELS = {
    Access.HIDDEN: _("隐藏"),
    Access.MASKED: _("只读（遮盖）"),
    Access.READ: _("只读"),
    Access.WRITE: _("可写"),
    Access.REQUIRED: _("必填"),
    Access.OPTIONAL: _("选填"),
}
WRITABLE = {Access.WRITE, Access.REQUIRED, Access.OPTIONAL}

AccessMap = Mapping[str, Access | str]  # field key → access; a key left out is hidden


ONLY_ROW = "#"  # behind the key of a detail table: which of its rows may be written, from 1


def only_row(field: Field, access: AccessMap) -> int:
    """Of a detail table the one row that may be written (nor may rows be added); 0: the whole."""
    number = str(access.get(field.key + ONLY_ROW, ""))
    return int(number) if number.isdecimal() else 0


def only_rows(access: AccessMap) -> dict[str, Access | str]:
    """Of an access what it says about single rows."""
    return {key: said for key, said in access.items() if key.endswith(ONLY_ROW)}


def everything(definition: FormDefinition, access: Access) -> dict[str, Access]:
    """The same access to every field."""
    return dict.fromkeys(definition.keys, access)


def access_to(field: Field, access: AccessMap) -> Access:
    """The access to one field; an unknown word hides it, a computed field is never written."""
    try:
        found = Access(access.get(field.key, Access.HIDDEN))
    except ValueError:
        return Access.HIDDEN
    return Access.READ if field.is_computed and found in WRITABLE else found


def is_writable(field: Field, access: AccessMap) -> bool:
    """Whether a post may change the field."""
    return access_to(field, access) in WRITABLE


def is_visible(field: Field, access: AccessMap) -> bool:
    """Whether the field may leave the server at all."""
    return access_to(field, access) is not Access.HIDDEN


def is_required(field: Field, access: AccessMap, must: bool | None = None) -> bool:
    """Whether the person must fill the field in now; `must`: what the form says, given the other
    values (`conditions.must_be_filled`), else as the field is set."""
    found = access_to(field, access)
    asked = field.required if must is None else must
    return found is Access.REQUIRED or (found is Access.WRITE and asked)
