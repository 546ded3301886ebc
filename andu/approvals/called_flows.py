"""The templates that a flow may call: which there are, what their forms ask, whom they call."""

from collections.abc import Iterable, Mapping

from andu.approvals import access
from andu.approvals.models import Template, TemplateVersion
from andu.engine import Automatic, Definition
from andu.engine.tasks import Call
from andu.forms import filling
from andu.forms.access import AccessMap
from andu.forms.definition import Field
from andu.workflow.compiled import definition_of
from andu.workflow.succession import the_system

FLOW, DESTINATION = "flow", "destination"  # kinds of names, in drawings and sentences
OF_WHOM = "@"  # before a default that depends on who starts it, and when
MOST_CALLED = 200  # of a chain of calls, when looking for a circle


def callable_in(organisation_id: int) -> list[tuple[str, str]]:
    """Key and name of every template that may be started."""
    rows = Template.objects.filter(organisation=organisation_id, newest__gt=0)
    return list(rows.filter(state=Template.State.OPEN).values_list("key", "name"))


def versions_called(organisation_id: int, keys: Iterable[str]) -> dict[str, TemplateVersion]:
    """The newest versions of these templates, by key; closed ones are not there."""
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    rows = TemplateVersion.objects.filter(
        template__organisation=organisation_id, template__key__in=wanted,
        template__state=Template.State.OPEN,
    )  # fmt: skip
    found = rows.select_related("template", "form_version")
    newest = [each for each in found if each.number == each.template.newest]
    return {each.template.key: each for each in newest}


def calls_in(definition: Definition) -> list[tuple[Automatic, Call]]:
    """The calls of a flow with their steps."""
    nodes = (node for node in definition.nodes.values() if isinstance(node, Automatic))
    return [(node, node.task) for node in nodes if isinstance(node.task, Call)]


def missing_at_start(
    version: TemplateVersion, own: AccessMap, carried: Iterable[str]
) -> list[Field]:
    """The fields that must be filled in to start this, and that are neither carried over nor there
    from the beginning; what follows from who starts it is there. `own` is what the initiator may do
    with each."""
    form, by = version.form_version.definition, the_system(version.template.organisation_id)
    values = filling.computed(form, filling.initial(form, actor=by))
    heads = {key.partition(".")[0] for key in carried}
    return [
        field for field in filling.unfilled(form, own, values)
        if field.key not in heads and not field.default.startswith(OF_WHOM)
    ]  # fmt: skip


def own_access(called: Mapping[str, TemplateVersion]) -> dict[str, AccessMap]:
    """What the initiator of each may do with its fields, in one statement."""
    rows = access.rows_of_each(called.values())
    return {
        key: access.at_step(version, access.drafting_of(version), rows[version.pk])
        for key, version in called.items()
    }


def circle_from(template: Template, definition: Definition) -> list[str]:
    """The names of a chain of calls, each waiting for the next, that comes back to this template;
    nothing when there is none."""
    waiting: list[tuple[str, tuple[str, ...]]] = [
        (key, (template.name,)) for key in _waited_for(definition)
    ]
    seen: set[str] = set()
    while waiting and len(seen) < MOST_CALLED:
        now = {key: path for key, path in waiting if key not in seen}
        if template.key in now:
            return [*now[template.key], template.name]
        seen |= now.keys()
        found = versions_called(template.organisation_id, now)
        waiting = [
            (key, (*now[called], version.template.name)) for called, version in found.items()
            for key in _waited_for(definition_of(version.flow_version_id))
        ]  # fmt: skip
    return []


def _waited_for(definition: Definition) -> list[str]:
    return [call.flow for _node, call in calls_in(definition) if call.waits]
