"""Programs see the flows their person looks after, and report and answer problems as they do."""

from andu.api.tests.programs import program
from andu.upkeep.models import Report


def test_a_program_reads_the_flows_its_person_looks_after(submit, office_head, clerk):
    submit()
    (found,) = program(office_head).ask("upkeep/flows")["items"]
    assert (found["key"], found["unit"], found["version"], found["running"]) == (
        "leave", "办公室", 1, 1
    )  # fmt: skip
    assert program(clerk).ask("upkeep/flows")["items"] == []


def test_a_problem_is_reported_answered_and_closed(submit, office_head, clerk, finance_head):
    matter = submit().matter
    said = program(clerk).send(
        "upkeep/reports", kind="deadlock", words="停在会签", matter=matter.pk
    )
    assert said.status_code == 200, said.content
    made = Report.objects.get()
    assert made.matter == matter
    where = f"upkeep/reports/{made.pk}"
    assert program(finance_head).send(f"{where}/answer", words="我来").status_code == 404
    assert program(clerk).send(f"{where}/answer", words="我来").status_code >= 400
    assert program(office_head).send(f"{where}/answer", words="已改派").status_code == 200
    assert program(clerk).send(f"{where}/close").status_code == 200
    (mine,) = program(clerk).ask("upkeep/reports?whose=mine")["items"]
    assert (mine["flow"], mine["state"]) == ("leave", "closed")
    assert program(office_head).ask("upkeep/reports?state=open")["items"] == []


def test_what_is_not_there_is_refused(version, clerk):
    for about in ({"flow": "x"}, {"matter": 999999}):
        said = program(clerk).send("upkeep/reports", kind="other", words="不对", **about)
        assert said.status_code >= 400
    assert not Report.objects.exists()
