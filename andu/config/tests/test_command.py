import pytest
from django.core.management.base import BaseCommand, CommandError

from andu.config import command


class Fails(BaseCommand):
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("how")

    def handle(self, *, how, **options):
        if how == "finding":
            raise SystemExit(1)
        if how == "operator":
            raise CommandError("文件不存在，请检查路径。")
        if how == "fault":
            raise RuntimeError("odd\nthing")


@pytest.fixture(autouse=True)
def known(monkeypatch):
    names = {"import_organisation": "andu.organisation", "flow_check": "andu.workflow"}
    monkeypatch.setattr(command, "get_commands", lambda: names)
    monkeypatch.setattr(command, "load_command_class", lambda app, name: Fails())
    monkeypatch.setattr(command.os, "umask", lambda mask: 0)


@pytest.mark.parametrize(
    ("words", "name", "rest"),
    [
        (["import-organisation", "a.xlsx"], "import_organisation", ["a.xlsx"]),
        (["flow", "check", "f.bpmn"], "flow_check", ["f.bpmn"]),
        (["flow_check"], "flow_check", []),
    ],
)
def test_words_name_a_command(words, name, rest):
    assert command.find(words) == (name, rest)


@pytest.mark.parametrize(
    ("how", "code"), [("well", 0), ("finding", 1), ("operator", 2), ("fault", 2)]
)
def test_exit_codes(how, code, capsys):
    assert command.main(["flow", "check", how]) == code
    said = capsys.readouterr().err
    assert len(said.splitlines()) == (1 if how in {"operator", "fault"} else 0)


def test_an_unknown_verb_is_one_line(capsys):
    assert command.main(["nonsense"]) == 2
    assert "没有“nonsense”这个命令" in capsys.readouterr().err


def test_help_names_every_verb(capsys):
    assert command.main([]) == command.main(["help"]) == 0
    assert "import organisation" in capsys.readouterr().out


def test_wrong_use_is_2(capsys):
    assert command.main(["flow", "check"]) == 2
