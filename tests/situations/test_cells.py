"""Every cell of the table, performed: one situation is built once, and every operation is tried in
it and undone."""

from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from andu.kit import editions
from andu.kit.verdict import Refused
from andu.policy import reading
from tests.situations import table
from tests.situations.operations import OPERATIONS
from tests.situations.operations.registry import Operation
from tests.situations.scene import Scene
from tests.situations.situations import SITUATIONS
from tests.situations.table import Cell
from tests.situations.words import stands, told

YES, NO, SAME = "可以", "不能", "不变"


@pytest.mark.parametrize("code", SITUATIONS)
def test_every_operation_does_what_the_table_says(
    scene: Scene, code: str, pytestconfig: pytest.Config
) -> None:
    before = begun(scene, code)
    found = {each.code: tried(scene, each, before) for each in OPERATIONS.values()}
    found[table.BEGINNINGS] = Cell("", before)
    if pytestconfig.getoption("--renew", default=False):
        table.renew(code, found)
    wrong = [
        f"{operation}\n    found    {cell}\n    expected {expected}"
        for operation, cell in found.items()
        if cell != (expected := table.row_of(operation).get(code))
    ]
    assert not wrong, f"In “{code}”, otherwise than in the table:\n" + "\n".join(wrong)


def begun(scene: Scene, code: str) -> str:
    """The matter in its situation, in words."""
    scene.work()
    SITUATIONS[code].build(scene)
    return stands(scene.loaded, scene.people)


def tried(scene: Scene, operation: Operation, before: str) -> Cell:
    """The operation, tried and undone."""
    _forget()
    now = timezone.now
    with patch.object(timezone, "now", now):
        point = transaction.savepoint()
        scene.heed()
        try:
            return _cell(scene, operation, before)
        finally:
            transaction.savepoint_rollback(point)
            _forget()


def _cell(scene: Scene, operation: Operation, before: str) -> Cell:
    try:
        with transaction.atomic():
            instead = operation.do(scene)
            scene.work()
    except Refused as refused:
        assert stands(scene.loaded, scene.people) == before
        return Cell(NO, scene.people.named(str(refused.verdict.reason)))
    heard = told(scene.heard_since(), scene.people)
    if instead is not None:
        assert stands(scene.loaded, scene.people) == before
        return Cell(instead.can, scene.people.named(instead.why), heard)
    after = stands(scene.loaded, scene.people)
    return Cell(YES, SAME if after == before else after, heard)


def _forget() -> None:
    """What was remembered of rows that are rolled back."""
    cache.clear()
    reading.forget()
    editions.forget()
