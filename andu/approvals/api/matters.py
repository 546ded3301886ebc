"""One matter: what a person may see of it, and everything they may do with it."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import partial
from typing import Any, cast

from django.db import transaction
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import File as Posted
from ninja import Router, UploadedFile

from andu.approvals import actions, queries, rules
from andu.approvals.actions.handling import Act
from andu.approvals.api import finding
from andu.approvals.api.shapes import Brief, Decision, MatterOut, May, Newer, Operated
from andu.approvals.api.starting import brief, unfit
from andu.approvals.attachments import Papers
from andu.approvals.handling import Handling, opened
from andu.approvals.models import Request as Paper
from andu.approvals.opinions import MENTIONED, PAPERS, opined, require_sound
from andu.approvals.told import Told, may_be_attached, may_be_told, told
from andu.engine.nodes import ReturnWay
from andu.files.api import GIVES_BYTES
from andu.files.responding import respond
from andu.forms import filling
from andu.forms.access import is_visible
from andu.forms.listing import words_of
from andu.forms.masking import shown
from andu.forms.uniqueness import repeated
from andu.kit.once import despite
from andu.kit.request import Request
from andu.kit.verdict import Refused, Verdict, require
from andu.workflow import actions as flow
from andu.workflow.actions import keep_vacancy
from andu.workflow.consulting import threads_of
from andu.workflow.desk import Desk
from andu.workflow.landing import landings
from andu.workflow.operating import Asked, menu_of, operation_of
from andu.workflow.rules import administers
from andu.workflow.rules_proposing import sees_pending
from andu.workflow.supplements import in_time, unsigned

router = Router(tags=[_("事项")])
WAYS = {way.value: way for way in (ReturnWay.STRAIGHT, ReturnWay.REWALK)}


@router.get(
    "/matters/{number}", response=MatterOut, summary=_("一件事项：内容、轨迹、附件、我能做什么")
)
def matter(request: Request, number: int) -> Any:
    """Fields hidden from this person are left out, masked ones masked. Not seen: 404."""
    handling = _opened(request, number)
    if handling.desk.is_news:
        flow.see(handling.matter, by=request.actor)
    found = handling.matter
    return {
        "id": found.pk, "title": found.title, "serial": found.serial, "label": found.label,
        "state": found.state, "urgency": found.urgency, "initiator": found.initiator_name,
        "started": found.started, "due": handling.due or found.due, "ended": found.ended,
        "address": found.get_absolute_url(), "seat": handling.desk.seat,
        "to_check": handling.desk.check,
        **_filled(handling), "trace": handling.lines(), "attachments": list(_papers(handling)),
        "consultations": list(_threads(handling)), "may": list(_may(handling)),
        "to_sign": list(_to_sign(handling)),
        "choices": [{"step": one.step, "name": one.name, "most": one.most, "picked": list(one.ids)}
                    for one in handling.to_pick],
        **_managed(handling),
    }  # fmt: skip


@router.get(
    "/matters/{number}/attachments/{file}", summary=_("下载一份附件"), openapi_extra=GIVES_BYTES
)
def attachment(request: Request, number: int, file: int) -> HttpResponseBase:
    """The bytes, when its field is not hidden from this person."""
    found = Papers(_opened(request, number)).find(file)
    if found is None:
        raise Http404
    return respond(found[1], request=request)


@router.post(
    "/matters/{number}/attachments/{file}", response=Newer, summary=_("给一份附件换新版本")
)
def replace_attachment(
    request: Request, number: int, file: int, newer: Posted[UploadedFile]
) -> Any:  # fmt: skip
    """As multipart/form-data; the older version is kept."""
    papers = Papers(_opened(request, number))
    found = papers.find(file)
    if found is None:
        raise Http404
    made = actions.replace_attachment(papers.handling.request, found[1], newer, by=request.actor)
    return {"id": made.pk, "name": made.name, "size": made.size, "version": made.version}


@router.post("/matters/{number}/decision", response=Brief, summary=_("办理：同意、退回、撤回等"))
def decide(request: Request, number: int, said: Decision) -> Any:
    """As with the buttons of the page; what this step fills in comes along."""
    if said.is_plain and (done := _plainly(number, said, request)):
        return done
    asked = finding.found(request, number)
    handling = opened(asked.matter, request.actor)
    if queries.answered(handling.matter, request.actor):
        return brief(handling.matter)
    seat = said.seat or (handling.desk.took if said.verb == "take_back" else handling.desk.seat)
    act, definition = _act(said, seat), handling.request.version.form_version.definition
    if said.fields or said.verb == "agree":
        require(may_be_told(definition, said.fields, request.actor, handling.values))
        cleaned = _cleaned(handling, told(definition, said.fields, request.actor))
        if cleaned.errors:
            return unfit(cleaned.errors, definition)
        act = replace(act, cleaned=cleaned)
    if said.papers or said.mentioned:
        act = _enclosed(handling, said, act)
    return _decided(handling.request, act, request)


def _plainly(number: int, said: Decision, request: Request) -> dict[str, Any] | None:
    """Decided at one's own turn without opening what words alone decide; None where it takes a
    closer look, as for the names of the fields that are still to be filled in."""
    seat = queries.seat_of(number, request.actor, said.seat)
    if not seat:
        return None
    try:
        return _decided(Paper(matter_id=number), _act(said, seat), request)
    except Refused as refusal:
        if refusal.verdict.code != "unfilled":
            raise
        return None


def _act(said: Decision, seat: int) -> Act:
    return Act(
        verb=said.verb, seat=seat, opinion=said.opinion, to=said.to[:64], way=WAYS.get(said.way),
        late_reason=said.late_reason, checked=said.checked, leap=said.leap,
        choices={step: tuple(ids) for step, ids in said.choices.items()},
    )  # fmt: skip


def _decided(asked: Paper, act: Act, request: Request) -> dict[str, Any]:
    try:
        return brief(actions.decide(asked, act, by=request.actor))
    except Refused as refusal:
        despite(request, partial(keep_vacancy, asked.matter, refusal, by=request.actor))
        handling = opened(asked.matter, request.actor)
        raise Refused(handling.explained(refusal.verdict)) from refusal


@router.post(
    "/matters/{number}/operations/{code}", response=Brief,
    summary=_(
        "更多操作：transfer 转办、consult 沟通、answer 答复、reassign 改派、circulate 传阅、"
        "seen 已阅、urge 催办、jump 跳转、revive 唤醒、confirm 确认提请、decline 不同意提请、"
        "ask_sign 请补签、sign_after 补签、unask_sign 撤回补签请求、"
        "deviate 报告偏差、fault 认定责任、unfault 撤销认定、"
        "suspend 挂起、resume 恢复、void 作废、follow 关注、relate 关联等"
    ),
)  # fmt: skip
def operate(request: Request, number: int, code: str, said: Operated) -> Any:
    """transfer, consult, answer, ask_back, pursue, unconsult, reassign, jump, revive, confirm,
    decline, unpropose, ask_sign, sign_after, unask_sign, deviate, fault, unfault, circulate, seen,
    uncirculate, urge, deadline, suspend, resume, void, follow, unfollow, relate, unrelate, recall:
    whatever 更多 offers on the page."""
    handling, operation = _opened(request, number), operation_of(code)
    if operation is None:
        raise Http404
    words = said.dict(exclude_unset=True)
    post = told(handling.request.version.form_version.definition, {}, request.actor, **words)
    if "seat" not in words:
        post.POST["seat"] = str(handling.desk.seat)
    verdict = operation.verdict(handling.desk, request.actor)
    if verdict is not None:
        require(verdict)
    with transaction.atomic():
        done = operation.act(
            Asked(desk=handling.desk, by=request.actor, posted=post.POST, files=post.FILES)
        )
    return brief(handling.matter, done.text)


def _enclosed(handling: Handling, said: Decision, act: Act) -> Act:
    """The act with the papers of its opinion and the people it mentions."""
    require(rules.may_enclose(said.verb))
    require(may_be_attached(said.papers, handling.actor))
    definition = handling.request.version.form_version.definition
    words = {PAPERS: said.papers, MENTIONED: said.mentioned}
    found = opined(cast(Request, told(definition, {}, handling.actor, **words)))
    require_sound(found)
    mentions = {who.pk: who.name for who in found.mentioned.people}
    return replace(act, files=found.enclosed, mentions=mentions)


def _opened(request: Request, number: int) -> Handling:
    return opened(finding.found(request, number).matter, request.actor)


def _cleaned(handling: Handling, post: Told) -> filling.Cleaned:
    version = handling.request.version.form_version
    cleaned = filling.receive(
        version.definition, handling.access, cast(Request, post), handling.values
    )
    cleaned.errors.update(repeated(version, cleaned, actor=post.actor))
    return cleaned


def _filled(handling: Handling) -> dict[str, Any]:
    fields = [
        one for one in handling.request.version.form_version.definition
        if is_visible(one, handling.access)
    ]  # fmt: skip
    values = {one.key: shown(one, handling.values.get(one.key), handling.access) for one in fields}
    words = {one.key: words_of(one, values[one.key]) for one in fields if not one.columns}
    return {"fields": values, "words": words}


def _papers(handling: Handling) -> Iterator[dict[str, Any]]:
    for paper in Papers(handling).all:
        yield {
            "id": paper.file.pk, "name": paper.file.name, "size": paper.file.size,
            "field": paper.key, "step": paper.step, "who": paper.who, "at": paper.at,
            "address": f"/api/matters/{handling.matter.pk}/attachments/{paper.file.pk}",
        }  # fmt: skip


def _to_sign(handling: Handling) -> Iterator[dict[str, Any]]:
    if not in_time(handling.matter):
        return
    me, desk = handling.actor.member_id, handling.desk
    for one in unsigned(desk.missed, desk.supplements):
        yield {"seat": one.number, "step": one.seat.step, "who": one.name, "why": one.why,
               "is_mine": one.member == me}  # fmt: skip


def _threads(handling: Handling) -> Iterator[dict[str, Any]]:
    desk = handling.desk
    found = threads_of(desk.loaded, handling.actor) if desk.involvement.is_consulted else None
    for one in found.all if found else ():
        row = one.asked
        words = [
            {"kind": word.kind, "who": word.name, "unit": word.unit, "post": word.post,
             "at": word.at, "text": word.text}
            for word in one.words
        ]  # fmt: skip
        yield {"id": row.pk, "asker": row.asker_name, "asked": row.member_name, "step": row.step,
               "state": row.state, "due": row.due, "words": words}  # fmt: skip


def _managed(handling: Handling) -> dict[str, Any]:
    """For whoever administers the matter's flow: where it can be set, and what waits for two; that
    also for whoever may confirm it."""
    desk, by = handling.desk, handling.actor
    is_keeper = administers(by, handling.matter)
    places = landings(desk.loaded, by.member_id or 0) if is_keeper else []
    return {"landings": [asdict(place) for place in places], "proposal": _waiting(handling)}


def _waiting(handling: Handling) -> dict[str, Any] | None:
    pending, by = handling.desk.pending, handling.actor
    if pending is None or not sees_pending(by, pending):
        return None
    found = pending.proposal
    return {
        "id": found.pk, "verb": found.verb, "what": found.what, "reason": found.reason,
        "proposer": found.proposer_name, "at": found.at,
        "is_mine": found.proposer_id == by.member_id,
    }  # fmt: skip


def _may(handling: Handling) -> Iterator[May]:
    desk: Desk = handling.desk
    for verb, verdict in desk.verdicts.items():
        yield _said(verb, "", verdict)
    for entry in menu_of(desk, handling.actor):
        if entry.operation.code not in desk.verdicts:
            yield _said(entry.operation.code, str(entry.operation.label), entry.verdict)


def _said(verb: str, label: str, verdict: Verdict) -> May:
    return May(
        verb=verb, label=label, allowed=bool(verdict), code=verdict.code,
        reason=str(verdict.reason),
    )  # fmt: skip
