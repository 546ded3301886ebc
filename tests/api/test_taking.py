"""What programs take away, and what they fill in beside matters."""

import io
import zipfile

import pytest

from andu.api.tests.programs import program
from andu.approvals.models import Printout
from andu.audit.models import Entry
from andu.forms.models import Dictionary, DictionaryEntry
from tests.api.samples import READS


def test_all_files_come_as_one_archive_to_those_who_see_the_matter(world):
    path = f"/api/matters/{world.matter.pk}/archive"
    answer = program(world["office_head"]).get(path)
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as packed:
        assert [name.rpartition("/")[2] for name in packed.namelist()] == ["证明1.txt"]
    assert "attachment" in answer["Content-Disposition"]
    assert program(world["registrar"]).get(path).status_code == 404


def test_a_paper_has_a_code_and_its_printing_is_recorded(world):
    path = f"/api/matters/{world.matter.pk}/paper"
    answer = program(world["clerk"], scope="read").get(path)
    assert answer.content.startswith(b"%PDF") and answer["Content-Type"] == "application/pdf"
    code = Printout.objects.get().spoken
    assert Entry.objects.filter(sentence__contains=code).count() == 1
    assert program(world["registrar"]).get(path).status_code == 404


@pytest.mark.parametrize("what", ["paper", "archive"])
def test_a_number_no_database_holds_is_no_matter(what, world):
    for number in (0, 2**63, 10**36):
        answer = program(world["clerk"]).get(f"/api/matters/{number}/{what}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


def test_the_values_of_a_dictionary_are_found_page_by_page(world):
    path = READS["dictionary_entries"](world).path
    held = Dictionary.objects.get(code="city")
    for number in range(105):
        DictionaryEntry.objects.create(
            dictionary=held, code=f"c{number:03}", name=f"城市{number:03}", order=number,
            disabled=number == 0,
        )  # fmt: skip
    machine = program(world["clerk"])
    first = machine.get(path).json()
    rest = machine.get(path, {"after": first["next"]}).json()
    assert [len(one["items"]) for one in (first, rest)] == [100, 4] and rest["next"] == ""
    assert [one["code"] for one in machine.get(path, {"q": "c104"}).json()["items"]] == ["c104"]
    assert machine.get("/api/dictionaries/nothing/entries").status_code == 404


def test_a_person_keeps_how_to_be_reached_as_on_the_page(world):
    machine = program(world["clerk"])

    def put(key, **said):
        kind = "application/json"
        return machine.put("/api/profile", said, content_type=kind, HTTP_IDEMPOTENCY_KEY=key)

    kept = put("profile-key-1", phone="0871-6512345", mobile="138 8880 1234").json()
    assert (kept["phone"], kept["mobile"]) == ("0871-6512345", "13888801234")
    refused = put("profile-key-2", mobile="一三八", email="x")
    assert refused.status_code == 422 and refused.json()["code"] == "invalid"
    assert machine.ask("profile") == kept
