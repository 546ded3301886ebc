"""A whole request in one call: uploads are stored first, then the post is read.

What was uploaded stays with the person as staged even when the post is refused, so nobody uploads
twice.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from andu.files import storing
from andu.files.policy import FIELD_MOST
from andu.forms.access import AccessMap, is_writable
from andu.forms.definition import Field, FormDefinition, Kind
from andu.forms.filling.cleaning import Cleaned, clean
from andu.forms.filling.drafting import draft
from andu.forms.filling.posting import Raw, name_of, raw_of
from andu.forms.queries import staged_files
from andu.kit.actor import Actor
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.policy.reading import value

UPLOAD = "-new"  # behind the name of an attachment field: the file box


def receive(
    definition: FormDefinition,
    access: AccessMap,
    request: Request,
    previous: Mapping[str, Any] | None,
) -> Cleaned:
    """Store what was uploaded, then clean the post; errors of uploads stand with their field."""
    raw, errors = _with_uploads(definition, access, request)
    staged = staged_files(definition, raw, request.actor)
    cleaned = clean(definition, access, raw, previous, actor=request.actor, staged=staged)
    cleaned.errors.update(errors)
    return cleaned


def receive_draft(
    definition: FormDefinition, access: AccessMap, request: Request, before: Raw | None = None
) -> Raw:
    """Store what was uploaded and keep what was typed, right or wrong."""
    raw, _errors = _with_uploads(definition, access, request)
    return draft(definition, access, raw, before)


def _with_uploads(
    definition: FormDefinition, access: AccessMap, request: Request
) -> tuple[Raw, dict[str, str]]:
    raw, errors = raw_of(request.POST), {}
    for field in definition:
        if field.kind is Kind.ATTACHMENT and is_writable(field, access):
            uploads = request.FILES.getlist(name_of(field.key) + UPLOAD)
            error = _store(field, uploads, raw, request.actor)
            if error:
                errors[field.key] = error
    return raw, errors


def _store(field: Field, uploads: list[Any], raw: Raw, by: Actor) -> str:
    name, most = (
        name_of(field.key),
        field.max_rows or value(FIELD_MOST, organisation=by.organisation_id),
    )
    there = raw.setdefault(name, []) if uploads else raw.get(name, [])
    if uploads and len(uploads) + sum(text.isdigit() for text in there) > most:
        return _("最多 {most} 份附件，请减少后再上传。").format(most=most)
    refused = []
    for upload in uploads:
        try:
            there.append(str(storing.store(upload, by=by).pk))
        except Refused as error:
            refused.append(str(error.verdict.reason))
    return " ".join(refused)
