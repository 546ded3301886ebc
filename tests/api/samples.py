"""One request for each operation of the API: who sends what where. A new operation that writes or
reads needs its line here, and is walked from then on."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone

from andu.api.site import document
from andu.api.tests.programs import program
from andu.approvals import actions
from andu.approvals.actions.drafts import Typed
from andu.approvals.attachments import Papers
from andu.approvals.handling import opened
from andu.approvals.models import Draft
from andu.approvals.rights import MANAGE
from andu.approvals.tests.samples import flow_of
from andu.authority.models import Matrix, Row, Version
from andu.config import urls
from andu.documents import actions as documents
from andu.documents.models import Issuer, Number, Series
from andu.engine import Step
from andu.files import arriving
from andu.files.models import Upload
from andu.forms.models import Dictionary
from andu.notify.models import Notice
from andu.organisation.models import Member
from andu.portal import actions as portal
from andu.recurring import actions as recurring
from andu.recurring.models import Occasion, Schedule
from andu.recurring.occurring import Every, Rhythm
from andu.recurring.planning import Plan
from andu.stationery import actions as stationery
from andu.upkeep.actions import Problem, report
from andu.workflow import actions as flow
from andu.workflow.actions.starting import Subject
from andu.workflow.models import Pool
from andu.workflow.policy_pools import POOL_FROM
from andu.workflow.rules_absence import Absence
from andu.workflow.tests.conftest import decided_on, line
from andu.workflow.tests.crowds import AGENTS, crowd
from tests.cast import actor_of, give_right

assert urls.urlpatterns  # mounts every room's part
READING = {"get", "head"}
PIECE = "名单：方亦舒".encode()
LEAVE = {"title": "请假申请（方亦舒）", "urgency": 2, "fields": {"reason": "回乡探亲", "days": 3}}


@dataclass
class World:
    """What the samples speak of."""

    people: dict[str, Member]
    matter: Any
    paper: Any
    version: Any

    def __getitem__(self, name: str) -> Member:
        return self.people[name]


@dataclass
class Call:
    """One request."""

    who: Member
    path: str
    said: Any = field(default_factory=dict)


def operations(*, reading: bool) -> Iterator[tuple[str, str, str]]:
    """Name, method and address of every operation that reads, or of every one that writes."""
    for path, methods in document()["paths"].items():
        for method, said in methods.items():
            if (method in READING) == reading:
                yield said["operationId"], method, path


def _at(world: World, rest: str = "") -> str:
    return f"/api/matters/{world.matter.pk}{rest}"


def _paper(world: World) -> Call:
    file = Papers(opened(world.matter, actor_of(world["clerk"]))).all[0].file
    return Call(world["clerk"], _at(world, f"/attachments/{file.pk}"))


def _draft(world: World) -> Draft:
    said = Typed(title="写了一半", raw={"f-reason": ["回乡"], "f-days": ["2"]})
    return actions.save_draft(world.version, said, by=actor_of(world["clerk"]))


def _upload(world: World, done: int = 0) -> Upload:
    by = actor_of(world["clerk"])
    upload = arriving.begin("名单.txt", len(PIECE), by=by)
    return arriving.add(upload, 0, PIECE[:done], by=by) if done else upload


def _notice(world: World) -> Notice:
    who = world["clerk"]
    return Notice.objects.create(
        organisation=who.organisation, member=who, kind="workflow.turn", title="请办理"
    )


def _phrase(world: World) -> int:
    return stationery.add_phrase("请阅示。", by=actor_of(world["clerk"])).pk


def _second(world: World) -> int:
    return stationery.add_phrase("请留存。", by=actor_of(world["clerk"])).pk


def _filter(world: World) -> int:
    by = actor_of(world["clerk"])
    return portal.save_filter("mine", "急件", "urgency=1", by=by).pk


def _delegation(world: World) -> int:
    asked = Absence(
        absent=world["office_head"], delegate=world["finance_head"], since=timezone.localdate()
    )
    return flow.delegate(asked, by=actor_of(world["office_head"])).pk


def _pool(world: World) -> Call:
    decided_on(world["clerk"], POOL_FROM, "20")
    agents = crowd(world["clerk"].appointments.get().unit, 21)
    version = flow_of(
        world["clerk"].organisation, line(Step(key="do", name="值班", handlers=(AGENTS,)))
    )
    subject = Subject(kind="test", title="国庆值班")
    matter = flow.start(version, subject, by=actor_of(world["clerk"]))
    return Call(agents[0], f"/api/pools/{Pool.objects.get(matter=matter).pk}/take")


def _entries(world: World) -> Call:
    here = world["clerk"].organisation
    unit = world["clerk"].appointments.get().unit
    named = {"unit": unit, "name": "城市"}
    Dictionary.objects.get_or_create(organisation=here, code="city", defaults=named)
    return Call(world["clerk"], "/api/dictionaries/city/entries")


def _as_multipart(name: str) -> Callable[[], tuple[bytes, str]]:
    def made() -> tuple[bytes, str]:
        upload = SimpleUploadedFile("材料.txt", PIECE)
        return encode_multipart(BOUNDARY, {name: upload}), MULTIPART_CONTENT

    return made


def _clerk(path: str, said: Any = None) -> Callable[[World], Call]:
    return lambda world: Call(world["clerk"], f"/api/{path}", {} if said is None else said)


def _newer(world: World) -> Call:
    drawn = program(world["clerk"]).send(f"matters/{world.matter.pk}/decision", verb="withdraw")
    assert drawn.status_code == 200, drawn.content
    return Call(world["clerk"], _paper(world).path, _as_multipart("newer"))


def _reported(world: World) -> int:
    """A problem the clerk has reported; 周牧野 administers every flow."""
    give_right(world["finance_head"], "workflow.matters.administer")
    problem = Problem(kind="route", words="x", template=world.version.template)
    return report(problem, by=actor_of(world["clerk"])).pk


def _matrix_version(world: World) -> Call:
    keeper, day = world["finance_head"], timezone.localdate()
    give_right(keeper, "authority.manage")
    unit = keeper.appointments.get().unit
    matrix = Matrix.objects.create(
        organisation=keeper.organisation, unit=unit, key="funds", name="资金审批权限表",
        category_label="类别", newest=1,
    )  # fmt: skip
    version = Version.objects.create(
        matrix=matrix, number=1, state="published", regulation="资金管理办法", valid_from=day,
        published_at=timezone.now(),
    )  # fmt: skip
    Row.objects.create(version=version, number=1, final_words="岗位：局长")
    return Call(keeper, "/api/authority/funds/versions/1")


def _keeper(world: World) -> Member:
    """周牧野 makes every template."""
    give_right(world["finance_head"], MANAGE.code)
    return world["finance_head"]


def _plan(world: World) -> dict[str, Any]:
    since = timezone.localdate().isoformat()
    who = {"who": "people", "members": [world["clerk"].pk]}
    return {"name": "月度请假", "every": "month", "since": since, "fields": {"days": 2}, **who}


def _schedule(world: World, rest: str = "", said: Any = None, *, paused: bool = False) -> Call:
    keeper, rhythm = _keeper(world), Rhythm(every=Every.MONTH, since=timezone.localdate())
    plan = Plan(
        name="月度请假", who="people", members=(world["clerk"],), rhythm=rhythm, time=time(9)
    )
    made = recurring.schedule(world.version.template, plan, by=actor_of(keeper))
    if paused:
        recurring.pause_schedule(made, by=actor_of(keeper))
    return Call(keeper, f"/api/schedules/{made.pk}{rest}", said or {})


def _occasion(world: World) -> Call:
    call, day = _schedule(world), timezone.localdate()
    schedule, now = Schedule.objects.latest("pk"), timezone.now()
    made = Occasion.objects.create(
        schedule=schedule, nominal=day, day=day, planned=now, at=now, state="held"
    )
    return Call(call.who, f"{call.path}/occasions/{made.pk}")


def _registrar(world: World) -> Member:
    """周牧野 sets up and registers numbers."""
    give_right(world["finance_head"], "documents.manage", "documents.register")
    return world["finance_head"]


def _series(world: World, rest: str, said: Any = None) -> Call:
    keeper = _registrar(world)
    unit = keeper.appointments.get().unit
    name = Issuer(unit=unit, name="某局", signature="某局", printer="某局办公室")
    issuer = documents.save_issuer(name, by=actor_of(keeper))
    series = documents.save_series(Series(issuer=issuer, word="某发"), by=actor_of(keeper))
    documents.reserve(series, 1, "留用", by=actor_of(keeper))
    return Call(keeper, f"/api/document-series/{series.pk}{rest}", said)


def _number(world: World, rest: str, said: Any) -> Call:
    keeper = _series(world, "").who
    return Call(keeper, f"/api/document-numbers/{Number.objects.latest('pk').pk}{rest}", said)


READS: dict[str, Callable[[World], Call]] = {
    "me": _clerk("me"),
    "listing": lambda world: Call(world["office_head"], "/api/lists/todo"),
    "filters": _clerk("lists/mine/filters"),
    "templates": _clerk("templates"),
    "template": _clerk("templates/leave"),
    "draft": lambda world: Call(world["clerk"], f"/api/drafts/{_draft(world).pk}"),
    "matter": lambda world: Call(world["office_head"], _at(world)),
    "attachment": _paper,
    "paper": lambda world: Call(world["clerk"], _at(world, "/paper")),
    "archive": lambda world: Call(world["clerk"], _at(world, "/archive")),
    "dictionary_entries": _entries,
    "document_series": lambda world: Call(_registrar(world), "/api/document-series"),
    "document_numbers": lambda world: _series(world, "/numbers"),
    "kept_flows": _clerk("upkeep/flows"),
    "flow_reports": _clerk("upkeep/reports?whose=mine"),
    "schedules": _clerk("schedules?flow=leave"),
    "schedule": _schedule,
    "occasions": lambda world: _schedule(world, "/occasions"),
    "occasion_starts": _occasion,
    "matrices": _clerk("authority"),
    "matrix_version": _matrix_version,
    "profile": _clerk("profile"),
    "staged_file": lambda world: Call(world["clerk"], f"/api/files/{world.paper.pk}"),
    "staged_content": lambda world: Call(world["clerk"], f"/api/files/{world.paper.pk}/content"),
    "upload_standing": lambda world: Call(world["clerk"], f"/api/uploads/{_upload(world).token}"),
    "delegations": _clerk("delegations"),
    "responsibilities": _clerk("responsibilities?whose=mine"),
    "phrases": _clerk("phrases"),
    "notices": _clerk("notices"),
    "notice_settings": _clerk("notices/settings"),
    "search": _clerk("search?q=请假"),
    "units": _clerk("units"),
    "posts": _clerk("posts"),
    "members": _clerk("members?q=罗"),
    "member": lambda world: Call(world["clerk"], f"/api/members/{world['director'].pk}"),
}
WRITES: dict[str, Callable[[World], Call]] = {
    "start": _clerk("templates/leave/matters", LEAVE),
    "keep_draft": _clerk("templates/leave/drafts", {"title": "先存着", "fields": {"days": 2}}),
    "rewrite_draft": lambda world: Call(
        world["clerk"], f"/api/drafts/{_draft(world).pk}", {"title": "改过", "fields": {"days": 9}}
    ),
    "submit_draft": lambda world: Call(world["clerk"], f"/api/drafts/{_draft(world).pk}/submit"),
    "drop_draft": lambda world: Call(world["clerk"], f"/api/drafts/{_draft(world).pk}"),
    "replace_attachment": _newer,
    "decide": lambda world: Call(
        world["office_head"], _at(world, "/decision"), {"verb": "agree", "opinion": "同意"}
    ),
    "operate": lambda world: Call(world["clerk"], _at(world, "/operations/follow")),
    "upload_file": _clerk("files", _as_multipart("file")),
    "begin_upload": _clerk("uploads", {"name": "大文件.txt", "size": len(PIECE)}),
    "add_piece": lambda world: Call(
        world["clerk"], f"/api/uploads/{_upload(world).token}?offset=0",
        lambda: (PIECE[:3], "application/octet-stream"),
    ),
    "finish_upload": lambda world: Call(
        world["clerk"], f"/api/uploads/{_upload(world, len(PIECE)).token}/finish",
        {"sha256": hashlib.sha256(PIECE).hexdigest()},
    ),
    "drop_upload": lambda world: Call(
        world["clerk"], f"/api/uploads/{_upload(world, 2).token}"
    ),
    "save_filter": _clerk("lists/mine/filters", {"name": "急件", "query": "urgency=1"}),
    "change_filter": lambda world: Call(
        world["clerk"], f"/api/filters/{_filter(world)}", {"name": "特急件", "is_default": True}
    ),
    "drop_filter": lambda world: Call(world["clerk"], f"/api/filters/{_filter(world)}"),
    "take_from_pool": _pool,
    "delegate": lambda world: Call(
        world["office_head"], "/api/delegations",
        {"delegate": world["finance_head"].pk, "since": timezone.localdate().isoformat(),
         "reason": "出差"},
    ),
    "report_problem": _clerk("upkeep/reports", {"kind": "route", "words": "x", "flow": "leave"}),
    "answer_report": lambda world: Call(
        world["finance_head"], f"/api/upkeep/reports/{_reported(world)}/answer", {"words": "x"}
    ),
    "close_report": lambda world: Call(
        world["clerk"], f"/api/upkeep/reports/{_reported(world)}/close", {"words": "x"}
    ),
    "take_number": lambda world: _series(world, "/take", {"title": "关于防汛的通知"}),
    "reserve_numbers": lambda world: _series(world, "/reserve", {"count": 2, "reason": "联合"}),
    "use_number": lambda world: _number(world, "/use", {"title": "关于防汛的通知"}),
    "give_back_number": lambda world: _number(world, "/give-back", {"reason": "不印了"}),
    "void_number": lambda world: _number(world, "/void", {"reason": "对方不印"}),
    "set_schedule": lambda world: Call(
        _keeper(world), "/api/schedules", {"flow": "leave", **_plan(world)}
    ),
    "change_schedule": lambda world: _schedule(world, said=_plan(world) | {"name": "改过"}),
    "pause_schedule": lambda world: _schedule(world, "/pause"),
    "resume_schedule": lambda world: _schedule(world, "/resume", paused=True),
    "end_schedule": lambda world: _schedule(world, "/end"),
    "revoke_delegation": lambda world: Call(
        world["office_head"], f"/api/delegations/{_delegation(world)}"
    ),
    "add_phrase": _clerk("phrases", {"text": "请抓紧办理。"}),
    "edit_phrase": lambda world: Call(
        world["clerk"], f"/api/phrases/{_phrase(world)}", {"text": "请核。"}
    ),
    "move_phrase": lambda world: Call(
        world["clerk"], f"/api/phrases/{(_phrase(world), _second(world))[0]}/move", {"step": 1}
    ),
    "remove_phrase": lambda world: Call(world["clerk"], f"/api/phrases/{_phrase(world)}"),
    "read_notices": lambda world: Call(
        world["clerk"], "/api/notices/read", {"ids": [_notice(world).pk]}
    ),
    "read_all_notices": lambda world: Call(
        _notice(world).member, "/api/notices/read-all"
    ),
    "read_notice": lambda world: Call(
        world["clerk"], f"/api/notices/{_notice(world).pk}/read"
    ),
    "fill_profile": _clerk("profile", {"phone": "0871-6512345", "mobile": "13888801234"}),
    "arrange_notices": _clerk("notices/settings", {"wanted": {}, "digest": "daily"}),
}  # fmt: skip
