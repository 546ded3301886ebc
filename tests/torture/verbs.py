"""The verbs tried under faults: who does what with one key, and how to count its effect."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from andu.api.models import Token
from andu.approvals.models import Draft
from andu.approvals.tests.samples import POST
from andu.audit.models import Entry
from andu.files.models import File
from andu.organisation import actions as people
from andu.organisation.models import Member, Organisation
from andu.organisation.tests import sheets
from andu.policy.models import Decision
from andu.workflow import actions as flow
from andu.workflow.actions.handing_over import _run_handover
from andu.workflow.models import (
    Circulation,
    ConsultationWord,
    Delegation,
    History,
    Matter,
    Proposal,
    Urging,
)
from andu.workflow.proposing import Wish
from andu.workflow.rules_consulting import Question
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import seat_of
from tests.cast import actor_of, give_right
from tests.torture.clients import words

KEY = "torture-key-0001"
SAID = ("没有写入", "没有保存")  # what a page says that could do nothing


@dataclass
class Verb:
    """One verb, prepared: doing it tells whether it was acknowledged; `effects` counts what came
    of it; `many` is how many there are when it is done once; one `in_parts` is by design several
    transactions (a file comes in first; every item by itself) and goes on where it stopped.
    Where a lost answer can't be given again (`once` is False), repeating makes one more."""

    act: Callable[[], bool]
    effects: Callable[[], int]
    many: int = 1
    in_parts: bool = False
    once: bool = True


class Scene:
    """A request at the head of the office, and everything that can be done about it."""

    def __init__(self, submit: Any, people: dict[str, Member], security: Any) -> None:
        self.submit, self.people, self.security = submit, people, security
        for keeper in ("registrar", "director"):
            give_right(people[keeper], "workflow.matters.administer")

    def prepare(self, name: str) -> Verb:
        """The verb, ready to be done."""
        return getattr(self, f"_{name}")()

    def reads(self) -> bool:
        """Whether somebody sees the list of what waits."""
        client = Client(raise_request_exception=False)
        client.force_login(self.people["office_head"].account)
        return client.get("/todo").status_code == 200

    def _asked(self) -> Matter:
        return self.submit().matter

    def _post(self, who: str, where: str, /, **said: Any) -> Callable[[], bool]:
        account = self.security if who == "security" else self.people[who].account
        client = Client(raise_request_exception=False)
        client.force_login(account)
        client.get("/me")  # from now on the session is in use, and is not written for a minute

        def act() -> bool:
            given = {name: _fresh(value) for name, value in said.items()}
            answer = client.post(where, {**given, "_key": KEY})
            page = words(answer.content.decode())
            assert answer.status_code in {200, 201, 302, 303, 409, 422, 503}, page[-900:]
            assert answer.status_code < 400 or any(one in page for one in SAID)
            return answer.status_code < 400

        return act

    def _turn(self, verb: str, who: str = "office_head", how: str = "", **said: Any) -> Verb:
        matter = self._asked()
        seat = {} if who == "clerk" else {"seat": seat_of(matter, self.people[who])}
        act = self._post(who, f"/w/{matter.pk}/act", verb=verb, **seat, **said)
        return Verb(act, lambda: _told(matter, how))

    def _part(self, who: str, part: str, how: str, **said: Any) -> Verb:
        matter = self._asked()
        seat = seat_of(matter, self.people["office_head"])
        act = self._post(who, f"/w/{matter.pk}/{part}", seat=seat, reason="出差在外。", **said)
        return Verb(act, lambda: _told(matter, how))

    def _submit(self) -> Verb:
        paper = SimpleUploadedFile("证明.txt", "病假证明".encode())
        said = {**POST, "f-papers": "", "f-papers-new": paper, "do": "submit", "version": "1"}
        act = self._post("clerk", "/start/leave", **said)
        return Verb(act, Matter.objects.count, in_parts=True)

    def _draft(self) -> Verb:
        act = self._post("clerk", "/start/leave/draft", **POST, version="1")
        return Verb(act, Draft.objects.count, once=False)

    def _agree(self) -> Verb:
        return self._turn("agree", how="agreed", opinion="同意", **{"f-secret": "备注"})

    def _disagree(self) -> Verb:
        return self._turn("disagree", how="disagreed", opinion="不同意", reason="不合规定")

    def _return(self) -> Verb:
        more = {"to": "draft", "way": "rewalk", "reason": "请补充"}
        return self._turn("return", how="returned", **more)

    def _withdraw(self) -> Verb:
        return self._turn("withdraw", who="clerk", how="withdrawn")

    def _take_back(self) -> Verb:
        matter, head = self._asked(), self.people["office_head"]
        seat = seat_of(matter, head)
        flow.agree(matter, seat, by=actor_of(head))
        act = self._post("office_head", f"/w/{matter.pk}/act", verb="take_back", seat=seat)
        return Verb(act, lambda: _told(matter, "taken_back"))

    def _transfer(self) -> Verb:
        to = self.people["finance_head"].pk
        return self._part("office_head", "transfer", "transferred", to=to)

    def _propose(self) -> Verb:
        to = self.people["finance_head"].pk
        verb = self._part("registrar", "reassign", "", to=to)
        return Verb(verb.act, Proposal.objects.count)

    def _reassign(self) -> Verb:
        matter, to = self._asked(), self.people["finance_head"].pk
        wish = Wish(verb="reassign", seat=seat_of(matter, self.people["office_head"]), to=to)
        made = flow.propose(matter, wish, "出差在外。", by=actor_of(self.people["registrar"]))
        act = self._post("director", f"/w/{matter.pk}/confirm", proposal=made.pk)
        return Verb(act, lambda: _told(matter, "reassigned"))

    def _jump(self) -> Verb:
        matter, wish = self._asked(), Wish(verb="jump", target="draft")
        made = flow.propose(matter, wish, "重来。", by=actor_of(self.people["registrar"]))
        act = self._post("director", f"/w/{matter.pk}/confirm", proposal=made.pk)
        return Verb(act, lambda: _told(matter, "jumped"))

    def _suspend(self) -> Verb:
        return self._part("registrar", "suspend", "suspended")

    def _resume(self) -> Verb:
        matter, keeper = self._asked(), self.people["registrar"]
        flow.suspend(matter, Deed(opinion="待定"), by=actor_of(keeper))
        return Verb(
            self._post("registrar", f"/w/{matter.pk}/resume"), lambda: _told(matter, "resumed")
        )

    def _void(self) -> Verb:
        return self._part("registrar", "void", "voided")

    def _terminate(self) -> Verb:
        matter, keeper = self._asked(), actor_of(self.people["registrar"], KEY)
        act = _call(lambda: flow.terminate(matter, Deed(opinion="不办了"), by=keeper))
        return Verb(act, lambda: _told(matter, "terminated"))

    def _circulate(self) -> Verb:
        matter = self._asked()
        act = self._post("clerk", f"/w/{matter.pk}/circulate", readers_text="周牧野")
        return Verb(act, Circulation.objects.count)

    def _consult(self) -> Verb:
        matter = self._asked()
        said = {"to_text": "周牧野", "question": "预算够吗？",
                "seat": seat_of(matter, self.people["office_head"])}  # fmt: skip
        return Verb(self._post("office_head", f"/w/{matter.pk}/consult", **said),
                    ConsultationWord.objects.count)  # fmt: skip

    def _answer(self) -> Verb:
        matter, to = self._asked(), self.people["finance_head"]
        seat, by = seat_of(matter, self.people["office_head"]), self.people["office_head"]
        flow.consult(matter, seat, [to.pk], Question(words="预算够吗？"), by=actor_of(by))
        act = self._post("finance_head", f"/w/{matter.pk}/answer", answer="够。")
        return Verb(act, ConsultationWord.objects.filter(kind="answer").count)

    def _urge(self) -> Verb:
        matter = self._asked()
        seat = seat_of(matter, self.people["office_head"])
        return Verb(self._post("clerk", f"/w/{matter.pk}/urge", whom=seat), Urging.objects.count)

    def _batch(self) -> Verb:
        matters = [self._asked().pk for _n in range(2)]
        act = self._post("office_head", "/todo/batch", verb="agree", matter=matters)
        return Verb(act, History.objects.filter(how="agreed").count, 2, in_parts=True)

    def _delegate(self) -> Verb:
        said = {"delegate": self.people["finance_head"].pk, "scope": "all", "reason": "出差",
                "since": timezone.localdate().isoformat()}  # fmt: skip
        return Verb(self._post("office_head", "/me/delegate", **said), Delegation.objects.count)

    def _hand_over(self) -> Verb:
        self._asked()
        giver, taker = self.people["office_head"], self.people["finance_head"]
        made = flow.hand_over(giver, taker, "调岗", by=actor_of(self.people["registrar"]))
        done = History.objects.filter(how="handed_over")
        return Verb(_call(lambda: _run_handover(made.pk)), done.count, in_parts=True)

    def _upload(self) -> Verb:
        paper = SimpleUploadedFile("证明.txt", "病假证明".encode())
        return Verb(
            self._post("clerk", "/forms/upload", **{"f-papers-new": paper}), File.objects.count
        )

    def _token(self) -> Verb:
        said = {"name": "财务系统同步", "scope": "read", "days": "30"}
        return Verb(self._post("clerk", "/me/tokens", **said), Token.objects.count, once=False)

    def _decision(self) -> Verb:
        said = {"value": "12", "place": "installation:0", "basis": "信息〔2026〕3号"}
        act = self._post("security", "/admin/settings/files.max_size", **said)
        return Verb(act, Decision.objects.count)

    def _import(self) -> Verb:
        batch = sheets.check(sheets.xlsx(sheets.TITLES, *sheets.PEOPLE), self._new_place())
        batch = people.confirm_import(batch, "附表1-003", by=sheets.SYSTEM)
        batch = people.apply_import(batch, by=sheets.SYSTEM)  # the units
        act = _call(lambda: _placed_once(batch))
        return Verb(act, lambda: Entry.objects.filter(event="organisation.MemberImported").count(),
                    many=len(sheets.PEOPLE))  # fmt: skip

    @staticmethod
    def _new_place() -> Organisation:
        return Organisation.objects.create(code="xin", name="江宁县住建局")


def _placed_once(batch: Any) -> None:
    batch.refresh_from_db()
    if not batch.placed:
        people.apply_import(batch, by=sheets.SYSTEM)


def _told(matter: Matter, how: str) -> int:
    return History.objects.filter(run__matter=matter, how=how).count()


def _fresh(value: Any) -> Any:
    if isinstance(value, SimpleUploadedFile):
        value.seek(0)
    return value


def _call(action: Callable[[], Any]) -> Callable[[], bool]:
    """An action as whoever calls it does: a fault of the database is no acknowledgement."""

    def act() -> bool:
        try:
            action()
        except DatabaseError:
            return False
        return True

    return act


VERBS = [name[1:] for name in vars(Scene) if name[1:2] != "_" and name[0] == "_"
         and name not in {"_asked", "_post", "_turn", "_part", "_new_place"}]  # fmt: skip
SHORT = ("agree", "transfer", "upload")  # in the suite; all in the long form
