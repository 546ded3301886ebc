"""What this room knows: forms and their versions; records, their versions, values and files; the
dictionaries values come from."""

from andu.forms.models.dictionary import Dictionary, DictionaryEntry
from andu.forms.models.form import Form, FormVersion
from andu.forms.models.record import Record, RecordFile, RecordVersion
from andu.forms.models.unique import UniqueValue
from andu.forms.models.value import Value

__all__ = [
    "Dictionary", "DictionaryEntry", "Form", "FormVersion", "Record", "RecordFile",
    "RecordVersion", "UniqueValue", "Value",
]  # fmt: skip
