"""Signatures beside names: in the trace and on paper, as they were when the act was done."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from andu.approvals import actions as approvals
from andu.approvals.handling import opened
from andu.approvals.models import Printout
from andu.approvals.printing.papers import paper_of, pdf_of
from andu.approvals.tests.test_opinions import _act
from andu.policy.models import Decision
from andu.policy.reading import forget
from andu.stationery import actions, drawing
from andu.stationery.policy import SIGNATURE_SHOWN
from andu.stationery.tests.conftest import photograph
from tests.cast import actor_of, client_of


def adopt(who, **more):
    by = actor_of(who)
    return actions.adopt_signature(drawing.staged(photograph(**more), by=by), by=by)


@pytest.fixture
def matter(submit):
    return submit().matter


@pytest.fixture
def shown(bureau):
    """Where signatures are shown."""

    def put(where):
        Decision.objects.create(
            code=SIGNATURE_SHOWN.code, level="organisation", place=bureau.organisation.pk,
            text=where, since=timezone.now(),
        )  # fmt: skip
        forget()

    forget()
    yield put
    forget()


def test_the_trace_shows_the_signature_of_the_time(matter, clerk, office_head, outsider, shown):
    old = adopt(office_head)
    _act(office_head, matter)
    new = adopt(office_head, ink=(0, 0, 0))
    address = f"{matter.get_absolute_url()}/signature/{old.pk}"
    page = client_of(clerk).get(matter.get_absolute_url()).text
    assert address in page and f"/signature/{new.pk}" not in page
    assert client_of(clerk).get(address)["Content-Type"] == "image/png"
    assert client_of(clerk).get(address.replace(str(old.pk), str(new.pk))).status_code == 404
    assert client_of(outsider).get(address).status_code == 404
    shown("printed")
    assert address not in client_of(clerk).get(matter.get_absolute_url()).text
    assert address in client_of(clerk).get(f"{matter.get_absolute_url()}/print").text
    shown("nowhere")
    assert address not in client_of(clerk).get(f"{matter.get_absolute_url()}/print").text
    assert client_of(clerk).get(address).status_code == 404


def test_the_paper_carries_signature_handwriting_and_names_of_papers(matter, clerk, office_head):
    made = adopt(office_head)
    paper = SimpleUploadedFile("核实情况.txt", "已核实。".encode())
    _act(office_head, matter, **{"enclosed-new": paper, "handwritten-new": photograph()})
    handling = opened(matter, actor_of(clerk))
    approvals.print_out(handling.request, by=actor_of(clerk))
    printout = Printout.objects.get()
    told = paper_of(handling, printout, "https://oa.example.cn/verify/x")
    said = next(box for box in told.data["steps"] if box["name"] == "科长审核")["said"][0]
    assert said["signature"] == f"signature-{made.pk}.png" and said["files"] == ["核实情况.txt"]
    assert len(said["hands"]) == 1 and said["hands"][0] in told.pictures
    assert pdf_of(handling, printout, "https://oa.example.cn/verify/x").startswith(b"%PDF-")
