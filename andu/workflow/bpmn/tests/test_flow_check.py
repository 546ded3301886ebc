"""`andu flow check` of a file or a folder: text, JSON and exit code."""

import json
import shutil

import pytest
from django.core.management import CommandError, call_command

from andu.workflow.bpmn.tests.flows import DRAWINGS, END, flow, person
from andu.workflow.bpmn.writing import write

TOOLS = DRAWINGS / "tools"


@pytest.fixture
def folder(tmp_path):
    """A folder with one drawing of each kind, one of them further below."""
    (tmp_path / "a.bpmn").write_text(write(flow(person("a"), END)), encoding="utf-8")
    below = tmp_path / "below"
    below.mkdir()
    shutil.copy(TOOLS / "camunda7.bpmn", below)
    (tmp_path / "note.txt").write_text("not a drawing", encoding="utf-8")
    return tmp_path


def run(capsys, *words):
    """What the command prints and its exit code."""
    code = 0
    try:
        call_command("flow_check", *map(str, words))
    except SystemExit as leaving:
        code = leaving.code
    return capsys.readouterr().out, code


def test_a_folder_is_told_file_by_file_and_leaves_with_the_worst(folder, capsys):
    out, code = run(capsys, folder)
    assert code == 1
    assert "a.bpmn" in out and "camunda7.bpmn" in out and "note.txt" not in out
    for words in (
        "已转成规则（5）",
        "待补充（3）",
        "局长审批：办理人“${approverService",
        "共 2 个：1 个",
    ):
        assert words in out, words
    (folder / "b.bpmn").write_text("<html/>", encoding="utf-8")
    out, code = run(capsys, folder)
    assert code == 2
    assert "这不是 BPMN 2.0 的图" in out and "1 个读不了" in out


def test_a_program_reads_element_reason_and_remedy(folder, capsys):
    out, code = run(capsys, folder, "--format", "json")
    said = json.loads(out)
    assert (said["code"], code) == (1, 1)
    fine, found = said["files"]
    assert (fine["state"], found["state"]) == ("publishable", "findings")
    todo = [each for each in found["findings"] if each["kind"] == "todo"]
    assert todo[0] == {
        "kind": "todo", "element": "Activity_chief", "name": "局长审批", "line": 36,
        "reason": "办理人“${approverService.chiefOf(applicant)}”要由别的软件算出来。",
        "remedy": "请在这一环节选由谁办理。",
    }  # fmt: skip


def test_one_file_as_json_also_when_it_cannot_be_read(folder, capsys):
    out, code = run(capsys, folder / "a.bpmn", "--format", "json")
    assert (json.loads(out)["files"][0]["state"], code) == ("publishable", 0)
    out, code = run(capsys, folder / "note.txt", "--format", "json")
    (file,) = json.loads(out)["files"]
    assert (file["state"], code) == ("unreadable", 2)
    assert file["fault"]


def test_a_folder_without_drawings_is_a_wrong_use(tmp_path):
    with pytest.raises(CommandError, match=r"没有 .bpmn 文件") as fault:
        call_command("flow_check", str(tmp_path))
    assert fault.value.returncode == 2


def test_the_drawings_of_all_tools_at_once(capsys):
    out, code = run(capsys, DRAWINGS)
    assert code == 1
    assert out.count("\n== ") == 14  # after the first
    assert "0 个读不了" in out


@pytest.mark.django_db
def test_with_an_organisation_its_codes_are_looked_up(bureau, folder, capsys):
    out, _code = run(capsys, folder, "--organisation", bureau.organisation.code)
    assert "角色“section-head”，本单位没有" in out
