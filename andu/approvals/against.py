"""Everything that stands against publishing a flow with a form: told while it is written, when a
drawing is uploaded, and asked again when it is published."""

from andu.approvals.authorised import misfits_of_matrices
from andu.approvals.fitting import misfits
from andu.approvals.leaps import leaps_told
from andu.approvals.machine_fit import misfits_of_machine
from andu.approvals.models import Template
from andu.approvals.overtime import overtime_told
from andu.engine import Definition
from andu.forms.definition import FormDefinition


def standing_against(definition: Definition, form: FormDefinition, template: Template) -> list[str]:
    """What conditions and handlers ask of the form and it can't answer, what matrices lack, which
    levels are passed over, what can't happen by time, and what the machine could not do; each with
    what to do."""
    return [
        *misfits(definition, form),
        *misfits_of_matrices(definition, form, template.organisation_id),
        *misfits_of_machine(definition, form, template),
        *leaps_told(definition, template), *overtime_told(definition, template),
    ]  # fmt: skip
