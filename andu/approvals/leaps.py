"""What a flow passes over on the reporting line, in words for whoever publishes it (WF-11)."""

from django.utils.translation import gettext as _

from andu.approvals.models import Template
from andu.engine import Definition
from andu.workflow.levels import is_strict, leaps


def leaps_told(definition: Definition, template: Template) -> list[str]:
    """Each step that names a level of the line too high, where the rule of levels is on."""
    units = template.unit.line
    return [
        _say(step.name or step.key, level, before)
        for step, level, before in leaps(definition)
        if is_strict(step, template.organisation_id, units)
    ]


def _say(step: str, level: int, before: int) -> str:
    passed = _("前面只到第 {before} 级") if before else _("前面没有经过直接上级")
    words = _(
        "“{step}”由发起人的第 {level} 级上级办理，{passed}，越级了。请在前面加上第 {next} 级。"
    )
    said = passed.format(before=before)
    return words.format(step=step, level=level, passed=said, next=before + 1)
