"""Numbers and unique values of a record, in the transaction of its save."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.forms import rules, uniqueness
from andu.forms.definition import Field, Kind
from andu.forms.filling.computing import Values
from andu.forms.holding import holder_of
from andu.forms.models import FormVersion, Record, UniqueValue
from andu.kit import series
from andu.kit.actor import Actor
from andu.kit.verdict import Refused, no, require

SCOPE = "forms:{form}:{key}"


def _number(version: FormVersion, values: Mapping[str, Any]) -> Values:
    """The values with a number drawn for each serial field that has none yet. Whoever submits
    second waits for the first; a number that isn't kept is drawn again, so none is missing, unless
    the field allows gaps: then nobody waits."""
    today = timezone.localdate()
    drawn = {
        field.key: series.number(
            field.pattern,
            SCOPE.format(form=version.form_id, key=field.key),
            today,
            gaps=field.gaps,
        )
        for field in version.definition
        if field.kind is Kind.SERIAL and not values.get(field.key)
    }
    return {**values, **drawn}


def _claim(record: Record, values: Mapping[str, Any], by: Actor) -> None:
    """What this record holds of values that may stand only once; refused when another holds it."""
    version = record.form_version
    if not uniqueness.has_unique(version.definition):
        return
    wanted = {key: field for field, key in uniqueness.keys_of(version, values)}
    mine = {(row.scope, row.digest): row for row in record.unique_values.all()}
    gone = [row.pk for key, row in mine.items() if key not in wanted]
    UniqueValue.objects.filter(pk__in=gone).delete()
    new = {key: field for key, field in wanted.items() if key not in mine}
    for key, holder in uniqueness.held(new, but=record.pk).items():
        _free(key, new[key], holder, by)
    rows = [UniqueValue(record=record, scope=scope, digest=digest) for scope, digest in new]
    try:
        with transaction.atomic():
            UniqueValue.objects.bulk_create(rows)
    except IntegrityError:  # somebody was faster by a moment
        labels = "、".join(field.label for field in new.values())  # noqa: chinese
        words = _("“{labels}”刚刚被别的事项用了，请核对后改填。").format(labels=labels)
        raise Refused(no(words, "not-unique")) from None


def _free(key: uniqueness.Key, field: Field, record_id: int, by: Actor) -> None:
    """A value whose matter has come to nothing may be used again."""
    holder = holder_of(record_id, by)
    require(rules.may_repeat(field, holder))
    scope, digest = key
    UniqueValue.objects.filter(record_id=record_id, scope=scope, digest=digest).delete()
