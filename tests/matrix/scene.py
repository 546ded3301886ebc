"""One matter with everything that hangs on it, and one object of each kind a person can own."""

import datetime
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from andu.api import actions as api
from andu.approvals import actions
from andu.approvals.actions.templates import Edition, Particulars
from andu.approvals.models import Draft, Request, Template
from andu.approvals.tests.samples import ACCESS, LEAVE, POST, flow_of
from andu.audit.models import Chain
from andu.authority.models import Matrix, Version
from andu.documents.models import Issuer, Number, Series
from andu.downloads.models import Download
from andu.engine import Definition, Step
from andu.engine.handlers import NamedPerson
from andu.files import storing
from andu.files.models import Upload
from andu.forms.models import Dictionary
from andu.identity.models import SignIn
from andu.notify.models import Notice
from andu.organisation.acting import administrator
from andu.organisation.actions import see_out
from andu.organisation.models import Grant, Group, ImportBatch, Member, Role
from andu.portal.models import Batch, SavedFilter
from andu.recurring.models import Occasion, Schedule
from andu.stationery import actions as stationery
from andu.stationery import drawing
from andu.stationery.models import Phrase
from andu.stationery.tests.conftest import photograph
from andu.upkeep.models import Report, Waiver, WrittenRule
from andu.webhooks.models import Hook
from andu.workflow.actions import circulate, consult
from andu.workflow.models import (
    Delegation,
    Enclosure,
    Escalation,
    Handover,
    Matter,
    Participant,
    Pool,
    PoolCandidate,
    Seat,
)
from andu.workflow.rules_consulting import Question
from andu.workflow.tests.conftest import line
from tests.cast import Bureau, actor_of, client_of
from tests.matrix.people import People

Things = dict[str, dict[str, Any]]
TITLE = "矩阵里的请假"
NUMBERED = ("draft", "filter", "phrase", "delegation", "notice")  # so programs name them


def flow() -> Definition:
    """One who has left since, one who has acted, one whose turn it is."""
    return line(
        Step(key="check", handlers=(NamedPerson("departed"),)),
        Step(key="sign", handlers=(NamedPerson("past_handler"),)),
        Step(key="decide", handlers=(NamedPerson("handler"),)),
    )


def make_template(house: Bureau, people: People) -> Template:
    """请假申请, published."""
    by, about = actor_of(people.members["keeper"]), Particulars(name="请假申请", category="人事")
    template = actions.create_template(house.units["office"], "leave", about, by=by)
    edition = Edition(form=LEAVE, flow=flow_of(house.organisation, flow()), access=ACCESS)
    actions.publish_template(template, edition, by=by)
    return template


def picture() -> SimpleUploadedFile:
    """A small PNG."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (20, 90, 60)).save(out, "PNG")
    return SimpleUploadedFile("现场.png", out.getvalue())


def make_matter(people: People) -> Matter:
    """Submitted with a paper and a picture, twice agreed, once with an enclosure; circulated, and
    somebody asked about it, somebody else told that it is late."""
    papers = [SimpleUploadedFile("证明.txt", "病假证明".encode()), picture()]
    posted = {**POST, "title": TITLE, "f-papers": "", "f-papers-new": papers}
    client_of(people.members["initiator"]).post("/start/leave", posted)
    matter = Matter.objects.get()
    for kind, more in (("departed", {}), ("past_handler", {"enclosed-new": [picture()]})):
        seat = Seat.objects.get(run__matter=matter, state="open").number
        said = {"verb": "agree", "seat": seat, "opinion": "同意", **more}
        client_of(people.members[kind]).post(f"/w/{matter.pk}/act", said)
    by = actor_of(people.members["handler"])
    circulate(matter, [people.members["reader"].pk], by=by)
    seat = Seat.objects.get(run__matter=matter, state="open").number
    consult(matter, seat, [people.members["asked"].pk], Question(words="同意吗？"), by=by)
    tell_up(matter, people.members["superior"])
    take_from_pool(matter, people.members["reader"])
    return matter


def take_from_pool(matter: Matter, candidate: Member) -> None:
    """The open turn was for many, one of them this person, until the handler took it."""
    now, seat = timezone.now(), Seat.objects.get(run__matter=matter, state="open")
    pool = Pool.objects.create(matter=matter, seat=seat, count=1, opened=now, closed=now)
    PoolCandidate.objects.create(pool=pool, member=candidate)


def tell_up(matter: Matter, superior: Member) -> None:
    """Somebody was told, as a superior, that the open turn is late."""
    now = timezone.now()
    seat = Seat.objects.get(run__matter=matter, state="open")
    type(seat).objects.filter(pk=seat.pk).update(due=now)
    Escalation.objects.create(seat=seat, member=superior, member_name="上级", due=now, at=now)
    Participant.objects.create(matter=matter, member=superior, capacity="superior", at=now)


def things_of_matter(matter: Matter) -> Things:
    """The matter by each of its addresses."""
    saved = Request.objects.get(matter=matter).record.current
    paper, drawn = (row.file_id for row in saved.files.order_by("order"))
    number = {"number": str(matter.pk)}
    return {
        "matter": {"pk": matter.pk},
        "paper": {"pk": matter.pk, "number": paper},
        "picture": {"pk": matter.pk, "number": drawn},
        "enclosed": {"pk": matter.pk, "number": Enclosure.objects.get().file_id},
        "matter_number": number,
        "matter_following": {**number, "code": "follow"},
        "paper_number": {**number, "file": str(paper)},
        "pool": {"pk": Pool.objects.get().pk},
        "pool_number": {"number": str(Pool.objects.get().pk)},
        "seat": {"pk": Seat.objects.get(run__matter=matter, state="open").pk},
    }


def things_of_person(mine: Member, other: Member, template: Template) -> Things:
    """What the initiator keeps."""
    by, now, place = actor_of(mine), timezone.now(), mine.organisation
    signature = stationery.adopt_signature(drawing.staged(photograph(), by=by), by=by)
    made = {
        "token": api.make_token("同步", "read", 30, by=by)[0],
        "filter": SavedFilter.objects.create(member=mine, listing="todo", name="急", query="q=急"),
        "batch": Batch.objects.create(member=mine, key="a" * 16, verb="agree"),
        "draft": Draft.objects.create(member=mine, version=template.versions.get(), updated=now),
        "delegation": Delegation.objects.create(
            organisation=place, absent=mine, delegate=other, set_by=mine.name,
            since=now.date() + datetime.timedelta(days=3),
        ),
        "sign_in": SignIn.objects.create(
            account=mine.account, session_key="x" * 32, last_seen=now, address="127.0.0.1"
        ),
        "notice": Notice.objects.create(
            organisation=place, member=mine, kind="workflow.urged", title="催", link="/",
            source="x", dedupe="x", created=now, text="", urgency=0,
        ),
        "download": Download.objects.create(
            organisation=place, member=mine, maker="x", name="导出", asked=now
        ),
        "signature": signature,
        "phrase": Phrase.objects.create(organisation=place, member=mine, text="同意。", order=1),
    }  # fmt: skip
    Upload.objects.create(
        organisation=place, member=mine, account_id=mine.account_id, token="a" * 32, name="大.zip",
        size=100, begun_at=now, touched_at=now,
    )  # fmt: skip
    found: Things = {name: {"pk": one.pk} for name, one in made.items()}
    numbers = {f"{name}_number": {"number": str(made[name].pk)} for name in NUMBERED}
    found["filter"]["verb"] = "drop"
    staged = storing.store(SimpleUploadedFile("备用.txt", b"x"), by=by)
    numbers["staged_number"] = {"number": str(staged.pk)}
    return {**found, **numbers, "upload": {"token": "a" * 32}}


def things_of_flows(people: People, template: Template) -> Things:
    """What those who look after flows keep."""
    by, now = actor_of(people.members["keeper"]), timezone.now()
    file = storing.store(SimpleUploadedFile("办法.txt", b"x"), by=by)
    storing.keep([file.pk], by=by)
    WrittenRule.objects.create(
        template=template, number=7, name="请假管理办法", file=file, valid_from=now.date(),
        writer="x", at=now,
    )  # fmt: skip
    mine = people.members["initiator"]
    waiver = Waiver.objects.create(
        template=template, title="纸质请假", reason="x", member=mine, applicant="x", at=now
    )
    report = Report.objects.create(
        organisation=template.organisation, unit=template.unit, template=template, kind="route",
        words="x", reporter=mine, reporter_name="x", at=now,
    )  # fmt: skip
    schedule = Schedule.objects.create(
        template=template, name="x", who="heads", every="day", time=now.time(), since=now.date(),
        mode="draft", counts_from=now, maker_member=mine, maker="x",
    )  # fmt: skip
    occasion = Occasion.objects.create(
        schedule=schedule, nominal=now.date(), day=now.date(), planned=now, at=now, state="held"
    )
    made = {
        "schedule": {"key": "leave", "pk": schedule.pk},
        "occasion": {"key": "leave", "pk": schedule.pk, "number": occasion.pk},
        "schedule_number": {"number": str(schedule.pk)},
        "occasion_number": {"number": str(schedule.pk), "occasion": str(occasion.pk)},
        "waiver": {"pk": waiver.pk}, "flow_report": {"pk": report.pk},
        "flow_report_number": {"number": str(report.pk)},
    }  # fmt: skip
    return {"written": {"key": "leave", "number": 7}, **made}


def things_of_house(house: Bureau, people: People) -> Things:
    """What administrators keep in order."""
    place, mine = house.organisation, people.members["initiator"]
    role = Role.objects.create(organisation=place, code="x", name="角色")
    made: dict[str, Any] = {
        "unit": house.units["finance"], "post": house.posts["科员"], "member": mine,
        "appointment": mine.appointments.get(), "account": mine.account, "role": role,
        "grant": Grant.objects.create(role=role, member=mine),
        "group": Group.objects.create(organisation=place, code="g", name="小组"),
        "import": ImportBatch.objects.create(
            organisation=place, filename="a.xlsx", signature="x", by_name="x"
        ),
        "dictionary": Dictionary.objects.create(
            organisation=place, unit=house.units["office"], code="d", name="字典"
        ),
        "common_phrase": Phrase.objects.create(organisation=place, text="请阅。", order=1),
        "handover": Handover.objects.create(
            organisation=place, kind="leaving", giver=mine, taker=people.members["head"]
        ),
    }  # fmt: skip
    made["hook"] = Hook.objects.create(
        organisation=place, name="财务系统", url="https://hooks.example.com/", kinds="submitted",
        nonce="n" * 32, made_by="x",
    )  # fmt: skip
    matrix = Matrix.objects.create(
        organisation=place, unit=house.units["finance"], key="funds", name="资金审批权限表",
        category_label="类别", newest=1,
    )  # fmt: skip
    Version.objects.create(
        matrix=matrix, number=1, state="published", regulation="资金管理办法",
        valid_from=timezone.localdate(), published_at=timezone.now(),
    )  # fmt: skip
    made |= number_of(house)
    found: Things = {name: {"pk": one.pk} for name, one in made.items()}
    for name in ("series", "number"):
        found[f"{name}_named"] = {"number": str(made[name].pk)}
    found["matrix"], found["matrix_version"] = {"key": "funds"}, {"key": "funds", "number": 1}
    found["matrix_version_number"] = {"key": "funds", "number": "1"}
    found["dictionary_code"] = {"code": "d"}
    found["member_number"] = {"number": str(mine.pk)}
    chain = Chain.objects.filter(kind="approvals.template").first() or Chain.objects.first()
    return {
        **found,
        "account_change": {"pk": mine.account_id, "verb": "suspend"},
        "template": {"key": "leave"}, "version": {"key": "leave", "number": 1},
        "template_page": {"key": "leave", "page": "basics"},
        "chain": {"kind": chain.kind, "subject": chain.subject_id},
    }  # fmt: skip


def number_of(house: Bureau) -> dict[str, Any]:
    """A document number of the office, with its series and the name it stands under."""
    issuer = Issuer.objects.create(
        organisation=house.organisation, unit=house.units["office"], name="某局", signature="某局",
        printer="某局办公室",
    )  # fmt: skip
    series = Series.objects.create(issuer=issuer, word="某发")
    number = Number.objects.create(
        series=series, year=2026, n=1, text="某发〔2026〕1号", state="used", title="某事",
        registrar="某人", at=timezone.now(),
    )  # fmt: skip
    return {"issuer": issuer, "series": series, "number": number}


def played(house: Bureau, people: People) -> Things:
    """Everything; one who handled the matter has left since."""
    template, mine = make_template(house, people), people.members["initiator"]
    by = actor_of(people.members["past_handler"])
    signature = stationery.adopt_signature(drawing.staged(photograph(), by=by), by=by)
    matter = make_matter(people)
    things = things_of_person(mine, people.members["reader"], template)
    things |= things_of_matter(matter) | things_of_house(house, people)
    things |= things_of_flows(people, template)
    things["signed"] = {"pk": matter.pk, "number": signature.pk}
    see_out(people.members["departed"], by=administrator(people.accounts["system"]), basis="离职")
    return things
