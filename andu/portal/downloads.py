"""What this room makes to take away: any of its lists, with its filters, as a table."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from andu.downloads.makers import Maker, Progress
from andu.kit import sheet
from andu.kit.actor import Actor
from andu.kit.verdict import require
from andu.portal import exporting, queries, rules

Write = Callable[[BinaryIO, Iterable[Any], Iterable[Iterable[Any]]], None]


def _with(write: Write) -> Callable[[Actor, Mapping[str, Any], BinaryIO, Progress], None]:
    def made(actor: Actor, wish: Mapping[str, Any], out: BinaryIO, progress: Progress) -> None:
        code, asked = str(wish["list"]), queries.read(QueryDict(wish["query"]), actor)
        most = rules.most_exported(actor)
        count = queries.found(actor, code, asked).order_by()[: most + 1].count()
        require(rules.may_export(actor, count))
        progress.expect(count)
        rows = _told(exporting.table(actor, code, asked), progress)
        write(out, exporting.heads(actor, code, asked), rows)

    return made


def _told(rows: Iterator[Any], progress: Progress) -> Iterator[Any]:
    for number, row in enumerate(rows, 1):
        yield row
        if number % 100 == 0:
            progress.made(number)


XLSX = Maker("portal.xlsx", gettext_lazy("列表（Excel）"), "xlsx", "xlsx", _with(sheet.write_xlsx))
CSV = Maker("portal.csv", gettext_lazy("列表（CSV）"), "csv", "text", _with(sheet.write_csv))
MAKERS = {"xlsx": XLSX, "csv": CSV}
