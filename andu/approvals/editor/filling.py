"""The form as the initiator will see it, beside the table of fields."""

from andu.approvals.editor.reading import Sheet
from andu.forms import filling, showing
from andu.forms.access import Access, everything
from andu.forms.filling import Cleaned
from andu.forms.showing import Sheet as Form
from andu.kit.actor import Actor


def form_of(sheet: Sheet, by: Actor) -> Form | None:
    """The real controls with their defaults; None while the fields are not sound."""
    definition = sheet.edited.definition
    if definition is None or sheet.field_faults:
        return None
    start = Cleaned(filling.initial(definition, actor=by))
    return showing.editable(definition, everything(definition, Access.WRITE), start, actor=by)
