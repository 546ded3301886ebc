"""On paper: a code that proves it, the printer's own rights, many at once."""

import io

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from andu.approvals import actions
from andu.approvals.actions.handling import Act
from andu.approvals.downloads import PAPERS
from andu.approvals.models import Printout
from andu.approvals.printing.codes import new_code, read_code
from andu.approvals.printing.verifying import checked
from andu.audit.models import Entry
from andu.audit.recording import entries_of
from andu.downloads.makers import Progress
from andu.downloads.models import Download
from andu.kit.jobs.worker import drain
from andu.kit.verdict import Refused
from andu.workflow.models import History, Seat
from tests.cast import actor_of, client_of

pytestmark = pytest.mark.django_db


def words(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def agreed(request, who, opinion="同意。"):
    seat = Seat.objects.get(run__matter=request.matter, member=who, state="open")
    act = Act(verb="agree", seat=seat.number, opinion=opinion)
    return actions.decide(request, act, by=actor_of(who))


def test_the_paper_says_what_was_filled_in_and_said(submit, clerk, office_head):
    request = submit()
    agreed(request, office_head, "请按时返岗。")
    answer = client_of(clerk).get(f"/w/{request.matter_id}/pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content[:5] == b"%PDF-"
    said = words(answer.content)
    for word in ("请假申请（方亦舒）", "回乡探亲", "科长审核", "请按时返岗。", office_head.name,
                 Printout.objects.get().spoken):  # fmt: skip
        assert word in said
    assert "打印了" in entries_of(request.matter).last().sentence


def test_what_the_printer_may_not_read_is_not_printed(submit, clerk, office_head):
    request = submit()
    saying = actor_of(office_head)
    seat = Seat.objects.get(run__matter=request.matter, member=office_head, state="open")
    page = client_of(office_head).get(f"/w/{request.matter_id}").text
    assert "内部备注" in page
    actions.decide(request, Act(verb="agree", seat=seat.number), by=saying)
    assert "内部备注" not in words(client_of(clerk).get(f"/w/{request.matter_id}/pdf").content)


def test_the_same_state_has_one_code(submit, clerk, office_head):
    request = submit()
    first = actions.print_out(request, by=actor_of(clerk))
    assert actions.print_out(request, by=actor_of(clerk)).code == first.code
    agreed(request, office_head)
    assert actions.print_out(request, by=actor_of(clerk)).code != first.code


def test_who_may_not_see_it_prints_nothing(submit, outsider):
    request = submit()
    with pytest.raises(Refused, match="不能看"):
        actions.print_out(request, by=actor_of(outsider))
    assert client_of(outsider).get(f"/w/{request.matter_id}/pdf").status_code == 404
    assert not Printout.objects.exists()


def test_whoever_holds_the_paper_can_check_it(client, submit, clerk, office_head):
    request = submit()
    printout = actions.print_out(request, by=actor_of(clerk))
    address = reverse("approvals:verify_code", args=[printout.spoken])
    page = client.get(address).text
    assert "校验码有效" in page and request.matter.title in page and "回乡探亲" not in page
    agreed(request, office_head)
    assert "又办理了 1 次" in client.get(address).text
    asked = client.get(reverse("approvals:verify"), {"code": printout.code.lower()})
    assert asked["Location"] == reverse("approvals:verify_code", args=[printout.code])
    assert client.get(reverse("approvals:verify_code", args=["1" * 16])).status_code == 404


def test_an_altered_trace_is_told(submit, clerk):
    request = submit()
    printout = actions.print_out(request, by=actor_of(clerk))
    assert checked(printout.code).is_current
    History.objects.filter(run__matter=request.matter).update(opinion="改过的意见")
    assert not checked(printout.code).is_sound


def test_several_are_printed_as_one_and_only_those_one_sees(submit, clerk, outsider, office_head):
    mine = [submit(title=f"请假{n}号").matter_id for n in range(3)]
    client = client_of(clerk)
    answer = client.post(reverse("approvals:prints"), {"matter": [*mine, "999999", "x"]})
    download = Download.objects.get()
    assert answer["Location"] == reverse("downloads:take", args=[download.pk])
    said = words(download.file.open().read())
    assert [f"请假{n}号" in said.replace(" ", "") for n in range(3)] == [True] * 3
    refused = client_of(outsider).post(reverse("approvals:prints"), {"matter": mine})
    assert "没有选中可以打印的事项" in refused.text


def test_a_pile_is_printed_by_a_job(submit, clerk):
    mine = [submit(title=f"请假{n}号").matter_id for n in range(7)]
    answer = client_of(clerk).post(reverse("approvals:prints"), {"matter": mine})
    assert answer["Location"] == reverse("downloads:index")
    drain()
    download = Download.objects.get()
    assert (download.state, download.total) == ("ready", 7)


def test_papers_made_again_note_nothing_more(submit, clerk):
    mine = [submit(title=f"请假{n}号").matter_id for n in range(2)]
    actor, out = actor_of(clerk), io.BytesIO()
    told = PAPERS.before(actor, {"matters": [*mine, 999999], "address": "http://a/"})
    noted = Entry.objects.count()
    with CaptureQueriesContext(connection) as asked:
        PAPERS.make(actor, told, out, Progress())
    assert not [one for one in asked if not one["sql"].lstrip().upper().startswith("SELECT")]
    assert Entry.objects.count() == noted
    again = PAPERS.before(actor, {"matters": mine, "address": ""})
    assert (again["printouts"], Printout.objects.count()) == (told["printouts"], 2)
    assert out.getvalue().startswith(b"%PDF-")


def test_somebody_else_s_printouts_are_not_made(submit, clerk, outsider):
    told = PAPERS.before(actor_of(clerk), {"matters": [submit().matter_id], "address": ""})
    out = io.BytesIO()
    with pytest.raises(Refused, match="没有可以打印的"):
        PAPERS.make(actor_of(outsider), told, out, Progress())
    assert not out.getvalue()


def test_an_act_between_note_and_paper_is_told_by_the_code(submit, clerk, office_head):
    request = submit()
    told = PAPERS.before(actor_of(clerk), {"matters": [request.matter_id], "address": ""})
    agreed(request, office_head)
    out = io.BytesIO()
    PAPERS.make(actor_of(clerk), told, out, Progress())
    printout = Printout.objects.get()
    assert printout.spoken in words(out.getvalue())
    assert not checked(printout.code).is_current


def test_codes_are_read_as_people_type_them():
    code = new_code()
    spoken = "-".join(code[at : at + 4] for at in range(0, 16, 4))
    assert read_code(spoken.lower()) == read_code(f" {code} ") == code
    assert read_code("O123-I567-L9AB-CDEF") == read_code("0123-1567-19AB-CDEF")
    assert read_code("太短") == read_code("U" * 16) == ""
