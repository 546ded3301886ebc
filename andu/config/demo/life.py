"""Matters of the demo in every state: submitted, returned, refused, withdrawn, finished …"""

import datetime
import random
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.approvals import access
from andu.approvals import actions as approvals
from andu.approvals.actions.handling import Act
from andu.approvals.actions.submitting import Paper
from andu.approvals.models import Request, TemplateVersion
from andu.config.demo.office import Office
from andu.forms import filling
from andu.kit.verdict import Refused
from andu.organisation.acting import actor_of
from andu.organisation.models import Member
from andu.workflow.models import Seat

FATES = ("finish", "finish", "run", "run", "run", "return", "refuse", "withdraw", "terminate")
MOST_ACTS = 12
ROUNDS = 3


def live(office: Office, versions: dict[str, TemplateVersion], *, seed: int = 7) -> int:
    """Start a matter for every line of the data and carry each as far as its fate says."""
    chance = random.Random(seed)  # noqa: S311 - a demo, not a secret
    staff = _staff(office)
    told = [(key, line) for key, lines in office.data["matters"].items() for line in lines]
    for made, (key, line) in enumerate(told * ROUNDS):
        who = chance.choice(staff)
        request = _submit(versions[key], key, line, who, chance)
        _carry(office, request, FATES[made % len(FATES)], chance)
    return len(told) * ROUNDS


def _staff(office: Office) -> list[Member]:
    """Those who ask for things: everybody below the leaders, those with a password more often."""
    people = Member.objects.filter(organisation=office.organisation).order_by("code")
    known = people.filter(name__in=office.data["accounts"][3:])
    return [*people[4:], *known, *known, *known]


def _submit(
    version: TemplateVersion, key: str, line: list[Any], who: Member, chance: random.Random
) -> Request:
    by = actor_of(who)
    title, posted = _filled(key, line, who, chance)
    form = version.form_version.definition
    rights = access.at_step(version, access.drafting_of(version))
    before = filling.initial(form, actor=by)
    cleaned = filling.clean(form, rights, posted, before, actor=by)
    if not cleaned.is_sound:
        raise ValueError(f"{key} {title}: {cleaned.errors}")
    choices = {"sign": tuple(_signers(who, chance))} if key == "qs" else {}
    paper = Paper(title=title, cleaned=cleaned, urgency=chance.choice((0, 0, 0, 3, 2, 1)),
                  choices=choices)  # fmt: skip
    return approvals.submit(version, paper, by=by)


def _filled(
    key: str, line: list[Any], who: Member, chance: random.Random
) -> tuple[str, dict[str, Any]]:
    start = timezone.localdate() + datetime.timedelta(days=chance.randint(2, 30))
    if key == "qj":
        title, kind, days, reason = line
        end = start + datetime.timedelta(days=int(days))
        return _("{what}（{who}）").format(what=title, who=who.name), {
            "f-kind": kind, "f-days": str(days), "f-since": start.isoformat(),
            "f-until": end.isoformat(), "f-reason": reason,
        }  # fmt: skip
    if key == "bx":
        rows = [{"day": start.isoformat(), "item": i, "amount": a} for i, a in line[1]]
        more = {"f-purpose": line[0], "f-account": f"**** {chance.randint(1000, 9999)}"}
        return line[0], more | _detail("items", rows)
    if key == "cg":
        rows = [{"name": n, "count": str(c), "amount": a} for n, c, a in line[2]]
        more = {"f-subject": line[0], "f-source": line[3], "f-method": line[1],
                "f-reason": line[0]}  # fmt: skip
        return line[0], more | _detail("items", rows)
    if key == "yy":
        more = {"f-paper": line[0], "f-seal": line[1], "f-copies": str(line[2]), "f-to": line[3]}
        return line[0], more | {"f-purpose": line[0]}
    return line[0], {"f-text": line[1], "f-unit": str(_unit_of(who)), "f-unit_text": ""}


def _unit_of(who: Member) -> int:
    return who.appointments.get(is_main=True).unit_id


def _detail(key: str, rows: list[dict[str, str]]) -> dict[str, Any]:
    cells = {
        filling.name_of(key, number, column): text
        for number, row in enumerate(rows)
        for column, text in row.items()
    }
    return {f"f-{key}": "", **cells}


def _signers(who: Member, chance: random.Random) -> list[int]:
    heads = Member.objects.filter(organisation=who.organisation, appointments__duty="head").exclude(
        pk=who.pk
    )
    return chance.sample(list(heads.order_by("code").values_list("pk", flat=True)), 3)


def _carry(office: Office, request: Request, fate: str, chance: random.Random) -> None:
    """Let people act until the fate is fulfilled; a run stops after one or two acts."""
    words = office.data["opinions"]
    calls_back = {"withdraw": 0, "terminate": 0}  # as long as nobody has decided
    stop = {"run": chance.randint(0, 2), "finish": MOST_ACTS, **calls_back}.get(
        fate, chance.randint(1, 2)
    )
    for _act in range(stop):
        if not _step(request, "agree", chance.choice(words["agree"])):
            return
    if fate in ("return", "refuse"):
        verb = {"return": "return", "refuse": "disagree"}[fate]
        _step(request, verb, chance.choice(words[verb]))
    elif fate in ("withdraw", "terminate"):
        _call_back(request, words, fate)


def _step(request: Request, verb: str, opinion: str) -> bool:
    seats = Seat.objects.filter(run__matter=request.matter_id, state=Seat.State.OPEN)
    seat = seats.select_related("member").order_by("number").first()
    if seat is None:
        return False
    by = actor_of(seat.member)
    act = Act(verb=verb, seat=seat.number, opinion=opinion, cleaned=_approved(request, seat, by))
    try:
        approvals.decide(request, act, by=by)
    except Refused:  # a step for information
        approvals.decide(request, Act(verb="read", seat=seat.number, opinion=""), by=by)
    return True


def _approved(request: Request, seat: Seat, by: Any) -> Any:
    """What finance fills in: the approved amount is the sum asked for."""
    rights = access.at_step(request.version, seat.node)
    if rights.get("approved") != "required":
        return None
    values = request.record.current.values
    posted = {"f-approved": f"{values['total'] / 100:.2f}"}
    return filling.clean(request.record.definition, rights, posted, values, actor=by)


def _call_back(request: Request, words: dict[str, list[str]], fate: str) -> None:
    by = actor_of(request.matter.initiator)
    try:
        approvals.decide(request, Act(verb="withdraw", opinion=words["withdraw"][0]), by=by)
        if fate == "terminate":
            act = Act(verb="terminate", opinion=words["terminate"][0])
            approvals.decide(request, act, by=by)
    except Refused:
        return
