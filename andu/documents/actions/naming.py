"""Setting up in whose name documents go out, and which series they are numbered in."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.documents import rules
from andu.documents.events import IssuerClosed, IssuerSaved, SeriesClosed, SeriesSaved
from andu.documents.models import Issuer, Series
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require

# What a form says; whether they are closed is another verb's.
ISSUER = ["name", "signature", "printer", "unit", "level", "order", "organisation"]
SERIES = ["word", "purpose", "first", "first_year"]


@transaction.atomic
def save_issuer(issuer: Issuer, *, by: Actor) -> Issuer:
    """Keep a new name, or what has changed of one; documents that are out keep theirs."""
    if issuer.pk:
        require(rules.may_manage(by, lock(issuer, "unit").unit))
    require(rules.may_manage(by, issuer.unit))
    require(rules.may_be_named(issuer.name, issuer.signature, issuer.printer))
    issuer.organisation = issuer.unit.organisation
    require(rules.may_be_only(issuer))
    issuer.save(update_fields=ISSUER if issuer.pk else None)
    words = _("署名{signature}，印发机关{printer}，由{unit}管理")
    said = words.format(signature=issuer.signature, printer=issuer.printer, unit=issuer.unit)
    record(IssuerSaved(words=said), by=by, on=issuer)
    return issuer


@transaction.atomic
def close_issuer(issuer: Issuer, *, by: Actor) -> Issuer:
    """No more documents go out in this name."""
    return _turn_issuer(issuer, True, by)


@transaction.atomic
def reopen_issuer(issuer: Issuer, *, by: Actor) -> Issuer:
    """Documents go out in this name again."""
    return _turn_issuer(issuer, False, by)


@transaction.atomic
def save_series(series: Series, *, by: Actor) -> Series:
    """Keep a new series, or what has changed of one. Where counting begins holds for this year."""
    year = timezone.localdate().year
    require(rules.may_manage(by, series.issuer.unit))
    require(rules.may_be_series(series))
    if series.pk:
        require(rules.may_recount(lock(series), series, year))
    series.first_year = year
    series.save(update_fields=SERIES if series.pk else None)
    words = _("{issuer}，从 {number} 开始").format(
        issuer=series.issuer, number=series.written(year, series.first)
    )
    record(SeriesSaved(words=words), by=by, on=series)
    return series


@transaction.atomic
def close_series(series: Series, *, by: Actor) -> Series:
    """No more numbers come from this series."""
    return _turn_series(series, True, by)


@transaction.atomic
def reopen_series(series: Series, *, by: Actor) -> Series:
    """Numbers come from this series again."""
    return _turn_series(series, False, by)


def _turn_issuer(issuer: Issuer, closed: bool, by: Actor) -> Issuer:
    issuer = lock(issuer, "unit")
    require(rules.may_manage(by, issuer.unit))
    issuer.closed = closed
    issuer.save(update_fields=["closed"])
    record(IssuerClosed(closed=closed, words=_turned(closed)), by=by, on=issuer)
    return issuer


def _turn_series(series: Series, closed: bool, by: Actor) -> Series:
    series = lock(series, "issuer__unit")
    require(rules.may_manage(by, series.issuer.unit))
    series.closed = closed
    series.save(update_fields=["closed"])
    record(SeriesClosed(closed=closed, words=_turned(closed)), by=by, on=series)
    return series


def _turned(closed: bool) -> str:
    return _("停用") if closed else _("启用")
