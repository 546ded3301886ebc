"""What this room knows: forms and their versions; records, their versions, values and files."""

from andu.forms.models.form import Form, FormVersion
from andu.forms.models.record import Record, RecordFile, RecordVersion
from andu.forms.models.value import Value

__all__ = ["Form", "FormVersion", "Record", "RecordFile", "RecordVersion", "Value"]
