"""Saving a record: versions, typed values, two people at once, files."""

import datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from andu.audit.recording import entries_of
from andu.files import storing
from andu.files.models import File
from andu.forms import actions, queries
from andu.forms.models import Record, RecordVersion, Value
from andu.forms.tests.conftest import POST, WRITE
from andu.forms.tests.samples import PURCHASE
from andu.kit.verdict import Refused
from tests.cast import actor_of


def _stored(who, name="审核.txt", content="审核意见"):
    return storing.store(SimpleUploadedFile(name, content.encode()), by=actor_of(who))


def test_a_record_has_versions_bound_to_each_other(paper, clerk, fill):
    first = paper.current
    changed = fill({"f-people": "5"}, {"people": "write"}, first.values)
    second = actions.save_record(paper, changed, by=actor_of(clerk))
    assert (first.number, second.number) == (1, 2)
    assert (first.values["people"], second.values["people"]) == ("3", "5")
    assert first.is_sound("") and second.is_sound(first.hash)
    second.text = second.text.replace("5", "6")
    assert not second.is_sound(first.hash)
    entries = list(entries_of(paper))
    assert [entry.details["number"] for entry in entries] == [1, 2]
    assert entries[1].details["changed"] in (["people"], ("people",))
    assert entries[1].details["hash"] == second.hash


def test_saving_without_a_change_makes_no_version(paper, clerk, fill):
    same = actions.save_record(paper, fill(POST, WRITE, paper.current.values), by=actor_of(clerk))
    assert same.number == 1
    assert RecordVersion.objects.count() == 1


def test_listed_fields_have_typed_values(paper, clerk, bureau, fill):
    rows = {row.key: row for row in paper.values.all()}
    assert set(rows) == {"title", "amount", "since", "owner", "unit", "total"}
    assert (rows["amount"].money, rows["amount"].text) == (1200050, "¥ 12,000.50")
    assert rows["since"].date == datetime.date(2026, 11, 25)
    assert rows["owner"].member == clerk
    assert rows["unit"].unit == bureau.units["finance"]
    assert rows["total"].money == 30000
    change = fill({"f-since": "", "f-amount": "7"}, WRITE, paper.current.values)
    actions.save_record(paper, change, by=actor_of(clerk))
    assert not paper.values.filter(key="since").exists()
    assert paper.values.get(key="amount").money == 700
    assert queries.listed_words([paper.pk])[paper.pk]["amount"] == "¥ 7.00"
    assert not Value.objects.filter(number__gt=Decimal(0)).exists()


def test_two_people_write_different_fields_at_once(paper, clerk, finance_head, fill):
    before = paper.current.values
    one = fill({"f-people": "9"}, {"people": "write", "title": "write"}, before)
    two = fill({"f-title": "改名"}, {"title": "write"}, before, who=finance_head)
    actions.save_record(paper, one, by=actor_of(clerk))
    last = actions.save_record(paper, two, by=actor_of(finance_head))
    assert (last.values["people"], last.values["title"]) == ("9", "改名")


def test_nobody_overwrites_the_same_field_unseen(paper, clerk, finance_head, fill):
    before = paper.current.values
    actions.save_record(paper, fill({"f-title": "甲"}, WRITE, before), by=actor_of(clerk))
    two = fill({"f-title": "乙"}, WRITE, before, who=finance_head)
    with pytest.raises(Refused, match="标题"):
        actions.save_record(paper, two, by=actor_of(finance_head))
    paper.refresh_from_db()
    assert paper.current.values["title"] == "甲"


def test_what_has_errors_is_not_saved(version, paper, clerk, fill):
    wrong = fill({**POST, "f-amount": "x"}, WRITE, paper.current.values)
    with pytest.raises(Refused, match="还有 1 处"):
        actions.save_record(paper, wrong, by=actor_of(clerk))
    with pytest.raises(Refused, match="还有 1 处"):
        actions.create_record(version, wrong, by=actor_of(clerk))
    assert RecordVersion.objects.count() == Record.objects.count() == 1


def test_other_organisations_fill_in_nothing(version, paper, outsider, fill):
    with pytest.raises(Refused, match="别的单位"):
        actions.create_record(version, fill(POST), by=actor_of(outsider))
    with pytest.raises(Refused, match="别的单位"):
        actions.save_record(paper, fill({"f-people": "5"}), by=actor_of(outsider))
    assert RecordVersion.objects.count() == 1


def test_a_file_goes_with_the_record_and_is_hidden_with_its_field(paper, clerk, fill):
    file = _stored(clerk)
    posted = {"f-papers": [str(file.pk)]}
    staged = queries.staged_files(PURCHASE, posted, actor_of(clerk))
    change = fill(posted, {"papers": "write"}, paper.current.values, staged=staged)
    saved = actions.save_record(paper, change, by=actor_of(clerk))
    file.refresh_from_db()
    assert file.state == File.State.KEPT
    assert [row.file for row in queries.files_of(saved, {"papers": "read"})] == [file]
    assert queries.file_in(saved, {"papers": "read"}, file.pk) == file
    assert queries.file_in(saved, {"papers": "hidden", "title": "write"}, file.pk) is None
    assert saved.values["papers"][0]["sm3"] == file.sm3
    again = fill({"f-people": "8"}, {"people": "write"}, saved.values)
    assert actions.save_record(paper, again, by=actor_of(clerk)).files.get().file == file


def test_somebody_elses_upload_is_not_attached(paper, clerk, finance_head, fill):
    foreign = _stored(finance_head)
    posted = {"f-papers": [str(foreign.pk)]}
    staged = queries.staged_files(PURCHASE, posted, actor_of(clerk))
    assert staged == {}
    assert not fill(posted, WRITE, paper.current.values, staged=staged).changes.get("papers")
    foreign.refresh_from_db()
    assert foreign.state == File.State.STAGED


def test_a_page_opened_earlier_undoes_nothing(paper, clerk, finance_head, fill):
    opened = {"record-version": str(paper.newest)}
    one = fill({"f-title": "甲"}, WRITE, paper.current.values)
    actions.save_record(paper, one, by=actor_of(clerk))
    paper.refresh_from_db()
    stale = {"f-title": POST["f-title"], "f-people": "7"}  # the title stands as it was opened
    two = fill(stale, WRITE, queries.values_before(paper, opened), who=finance_head)
    last = actions.save_record(paper, two, by=actor_of(finance_head))
    assert (last.values["title"], last.values["people"]) == ("甲", "7")


@pytest.mark.parametrize("number", ["", "99", "x", "²", "-1", "9" * 30])
def test_a_version_that_is_not_there_means_the_latest(paper, number):
    found = queries.values_before(paper, {"record-version": number})
    assert found == paper.current.values
