"""The verbs of a flow: create, draft a version, publish it."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.chain import sm3
from andu.kit.locks import lock
from andu.kit.verdict import Refused, no, require
from andu.organisation.models import Unit
from andu.workflow import rules
from andu.workflow.bpmn.checking import check
from andu.workflow.events import Created, Drafted, Published
from andu.workflow.models import Flow, FlowVersion


@transaction.atomic
def create_flow(code: str, name: str, unit: Unit | None = None, *, by: Actor) -> Flow:
    """Make a place for the versions of a flow."""
    require(rules.may_design(by))
    flow = Flow(organisation_id=by.organisation_id or 0, unit=unit, code=code, name=name)
    flow.save()
    record(Created(), by=by, on=flow)
    return flow


@transaction.atomic
def draft_version(flow: Flow, bpmn: str, *, by: Actor) -> FlowVersion:
    """Keep a drawing as the next version, still a draft; it may be unsound."""
    flow = lock(flow)
    require(rules.may_design(by, flow))
    last = flow.versions.aggregate(last=Max("number"))["last"] or 0
    version = FlowVersion(
        flow=flow, number=last + 1, bpmn=bpmn, bpmn_hash=sm3(bpmn.encode("utf-8"))
    )
    version.save()
    record(Drafted(number=version.number), by=by, on=flow)
    return version


@transaction.atomic
def publish(version: FlowVersion, *, by: Actor) -> FlowVersion:
    """Freeze a sound version and let matters start on it; refused while unsound."""
    version = lock(version)
    require(rules.may_publish(by, version))
    against = [f for f in check(version.bpmn, version.flow.organisation) if f.is_refusal]
    if against:
        words = _("流程不能发布：{why}").format(why=against[0].text)
        raise Refused(no(words, "unsound"))
    version.state = FlowVersion.State.PUBLISHED
    version.published, version.published_by_id = timezone.now(), by.member_id
    version.save(update_fields=["state", "published", "published_by"])
    record(Published(number=version.number), by=by, on=version.flow)
    return version
