"""From the analysis of a flow to the request that asks for its change (WF-27, WF-07)."""

from django.db import transaction
from django.utils.translation import gettext as _

from andu.approvals import actions as approvals
from andu.approvals import writing
from andu.approvals.actions.drafts import Typed
from andu.approvals.models import Draft, Template, TemplateVersion
from andu.audit.recording import record
from andu.forms import filling
from andu.kit.actor import Actor
from andu.kit.verdict import require
from andu.upkeep import rules, starting
from andu.upkeep.events import ChangeDrafted
from andu.upkeep.simplifying import CLARIFY, DROP, LOOSEN, MERGE, READ, SHORTEN, Proposal

# Which of the options of 改什么 a proposal is, by their order in the file.
OPTIONS = {MERGE: 0, DROP: 0, READ: 0, LOOSEN: 2, SHORTEN: 3, CLARIFY: 4}


@transaction.atomic
def propose_change(template: Template, chosen: list[Proposal], period: str, *, by: Actor) -> Draft:
    """Draft the request for a change of the flow, with these proposals and their figures filled in;
    its author reads it over and submits it. `period` says what the figures are of."""
    change = starting.change_in(template.organisation_id)
    require(rules.may_propose(by, change, chosen))
    version = change.current if change else None
    assert version is not None  # the rule has said so
    title = _("简化“{flow}”流程").format(flow=template.name)
    typed = Typed(title=title, raw=_raw(version, template, chosen, period))
    made = approvals.save_draft(version, typed, by=by)
    record(ChangeDrafted(count=len(chosen)), by=by, on=template)
    return made


def _raw(
    version: TemplateVersion, template: Template, chosen: list[Proposal], period: str
) -> filling.Raw:
    """The form as it is now; fields that somebody has taken out are left out."""
    found = {"flow": [template.name], "owner": [str(template.unit_id)], "kind": _kinds(chosen)}
    found["now"] = ["\n".join([period, *(f"{one.name}：{one.grounds}" for one in chosen)])]
    found["wish"] = ["\n".join(f"{one.name}：{one.label}" for one in chosen)]
    raw = {filling.name_of(key): texts for key, texts in found.items()}
    definition = version.form_version.definition
    return filling.draft(definition, writing.access_of(version), raw)


def _kinds(chosen: list[Proposal]) -> list[str]:
    fields = starting.told(starting.CHANGE)["fields"]
    options = next(each["options"] for each in fields if each["key"] == "kind")
    return list(dict.fromkeys(options[OPTIONS[one.kind]] for one in chosen))
