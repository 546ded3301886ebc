"""The table has no hole: no operation of the product and no situation without its cells."""

from typing import get_args

import pytest

from andu.engine.commands import Command
from andu.engine.nodes import LimitAct
from andu.workflow import actions
from tests.situations import table
from tests.situations.operations import OPERATIONS
from tests.situations.situations import SITUATIONS

SHOWN = {what for each in OPERATIONS.values() for what in each.covers}
OF_NO_MATTER = {"create_flow", "draft_version", "publish"}
OF_WHAT_WAS_ASKED = {  # they ask how a question, a receipt or an asking stands, not the matter
    "ask_back", "pursue", "withdraw_question", "mark_circulation_read", "withdraw_circulation",
    "withdraw_asking", "lapse_asking", "withdraw_finding", "decline", "withdraw_proposal",
    "unfollow", "relate", "unrelate",
}  # fmt: skip
OF_THE_MACHINE = {  # they note something, or finish what an operation of the table has begun
    "see", "keep_vacancy", "finish_handover", "resume_handover", "end_called", "pushed",
}  # fmt: skip
ELSEWHERE = OF_NO_MATTER | OF_WHAT_WAS_ASKED | OF_THE_MACHINE


def test_every_command_of_the_engine_has_a_row() -> None:
    assert set(get_args(Command)) - SHOWN == set()


def test_everything_time_can_do_has_a_row() -> None:
    assert set(LimitAct) - SHOWN == set()


def test_every_verb_of_the_room_has_a_row_or_stands_elsewhere() -> None:
    shown = {what for what in SHOWN if isinstance(what, str)}
    assert set(actions.__all__) - shown - ELSEWHERE == set()
    assert (shown | ELSEWHERE) - set(actions.__all__) - set(LimitAct) == set()
    assert not shown & ELSEWHERE


def test_every_operation_has_its_file_and_no_other_is_there() -> None:
    assert table.operations_written() == set(OPERATIONS)


def test_every_situation_begins_somewhere() -> None:
    assert set(table.beginnings()) == set(SITUATIONS)
    assert all(table.beginnings().values())


@pytest.mark.parametrize("operation", OPERATIONS)
def test_no_cell_is_empty(operation: str) -> None:
    row = table.row_of(operation)
    assert set(row) == set(SITUATIONS)
    assert all(cell.can and cell.then for cell in row.values())
