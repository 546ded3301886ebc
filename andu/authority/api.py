"""Authority matrices for machines: those a person keeps, and what a published version says."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from andu.authority import queries
from andu.authority.models import Row, Version
from andu.kit import plain
from andu.kit.request import Request

router = Router(tags=[_("核决权限")])


class MatrixOut(Schema):
    """A matrix; `current` is the number of the version in force, 0 for none."""

    key: str
    name: str
    unit: str
    category_label: str
    attribute_label: str
    current: int
    newest: int
    closed: bool


class MatricesOut(Schema):
    """All matrices one keeps."""

    items: list[MatrixOut]


class RowOut(Schema):
    """One row. Amounts are in 分; null is an open end; an empty category is the rest."""

    number: int
    category: str
    attribute: str
    low: int | None = Field(description=_("金额下限（含），分"))
    high: int | None = Field(description=_("金额上限（不含），分"))
    countersign: str
    final: str


class VersionOut(Schema):
    """A published version with its rows."""

    matrix: str
    number: int
    regulation: str
    regulation_number: str
    valid_from: str
    published_at: str
    publisher: str
    rows: list[RowOut]


@router.get("/authority", response=MatricesOut, summary=_("我维护的核决权限表"))
def matrices(request: Request) -> Any:
    """Those within the person's right; few, so on one page."""
    return {
        "items": [
            {
                "key": one.key, "name": one.name, "unit": one.unit.name,
                "category_label": one.category_label, "attribute_label": one.attribute_label,
                "current": getattr(one, "current", None) or 0, "newest": one.newest,
                "closed": one.closed,
            }
            for one in queries.kept_by(request.actor)
        ]
    }  # fmt: skip


@router.get(
    "/authority/{key}/versions/{number}", response=VersionOut,
    summary=_("核决权限表的一个已发布版本"),
)  # fmt: skip
def matrix_version(request: Request, key: str, number: str) -> Any:
    """What it says, and which regulation it comes from."""
    version = get_object_or_404(
        queries.published_by(request.actor, key), number=plain.number(number)
    )
    return _version(key, version) | {"rows": [_row(row) for row in version.rows.all()]}


def _version(key: str, version: Version) -> dict[str, Any]:
    return {
        "matrix": key, "number": version.number, "regulation": version.regulation,
        "regulation_number": version.regulation_number,
        "valid_from": version.valid_from.isoformat() if version.valid_from else "",
        "published_at": version.published_at.isoformat() if version.published_at else "",
        "publisher": version.publisher_name,
    }  # fmt: skip


def _row(row: Row) -> dict[str, Any]:
    return {
        "number": row.number, "category": row.category, "attribute": row.attribute,
        "low": row.low, "high": row.high, "countersign": row.countersign_words,
        "final": row.final_words,
    }  # fmt: skip
