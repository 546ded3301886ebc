"""What a flow lets happen by itself after a limit and cannot come true here, in words for whoever
publishes it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from andu.approvals.models import Template
from andu.engine import Definition, LimitAct, Nature, Step
from andu.policy.reading import value
from andu.workflow.policy import AUTO_PASS, HANDLE_WITHIN


def overtime_told(definition: Definition, template: Template) -> list[str]:
    """Steps that would pass by time where the policy lets no approval do so, and those whose acts
    wait for a limit that does not exist."""
    return [text for step in definition.steps for text in _about(step, template)]


def _about(step: Step, template: Template) -> Iterator[str]:
    acts = step.at_limit or ()
    name = step.name or step.key
    passes = any(each.act is LimitAct.PASS for each in acts) and step.nature is Nature.APPROVE
    if passes and not value(AUTO_PASS, organisation=template.organisation_id):
        words = _(
            "“{step}”写了超时自动通过，参数“{setting}”没有开放。请改选别的到期动作，或请管理员开放参数。"
        )
        yield words.format(step=name, setting=AUTO_PASS.label)
    if acts and step.handle_within is None:
        units = template.unit.line
        if not value(HANDLE_WITHIN, organisation=template.organisation_id, units=units):
            words = _("“{step}”写了到期动作，却没有办理时限。请填上办理时限，或删去到期动作。")
            yield words.format(step=name)
