"""A list as a table: the columns people know from the page, and the form's when one kind of
request is asked for."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from andu.approvals import ledger
from andu.kit.actor import Actor
from andu.portal import rules
from andu.portal.queries import SOURCES, Criteria, Row, every_row
from andu.workflow.models import Matter

AT_ONCE = 500  # so many rows are written within the request
PART = 500


def heads(actor: Actor, code: str, asked: Criteria) -> list[str]:
    """The first line of the table."""
    usual = [_("标题"), _("编号"), _("类别"), _("紧急程度"), _("发起人"), _("状态"), _("发起时间"),
             _("送达时间"), _("到期时间")]  # fmt: skip
    return [*usual, *_columns(actor, code, asked).values()]


def table(actor: Actor, code: str, asked: Criteria) -> Iterator[list[Any]]:
    """Every further line, read in parts, so that a list of any length takes little memory."""
    columns = _columns(actor, code, asked)
    rows = every_row(actor, code, asked.query, rules.most_exported(actor))
    while part := list(islice(rows, PART)):
        values = ledger.values_of(actor, [row.key for row in part], columns) if columns else {}
        for row in part:
            held = values.get(row.key, {})
            yield [*_cells(row), *(held.get(key) for key in columns)]


def _columns(actor: Actor, code: str, asked: Criteria) -> dict[str, str]:
    one = asked.labels[0] if len(asked.labels) == 1 and SOURCES[code].columns.matter else ""
    return ledger.columns_of(actor, one) if one else {}


def _cells(row: Row) -> Iterable[Any]:
    level = str(Matter.Urgency(row.urgency).label) if row.urgency else ""
    return (row.title, row.serial, row.what, level, row.who, row.state, row.started, row.at,
            row.due)  # fmt: skip
