"""Keeping what the system itself made: no upload, so nothing to check but that it fits the disk."""

from typing import Any, BinaryIO

from django.core.files import File as Content
from django.db import transaction
from django.utils import timezone

from andu.files import naming
from andu.files.models import Chain, File
from andu.files.quarantine import hold
from andu.files.storing import written
from andu.kit.actor import Actor


def keep_made(content: BinaryIO, name: str, kind: str, *, by: Actor) -> File:
    """A file made for `by` (export, print, archive), kept at once; `kind` as `sniffing` names it.

    Refused when the disk is full. Empty content is a fault of the maker (ValueError).
    """
    upload: Any = Content(content, naming.clean(name))
    with hold(upload) as held, transaction.atomic():
        if not held.size:
            raise ValueError(f"{name} was made empty")
        file = File(
            organisation_id=by.organisation_id, name=naming.clean(name), size=held.size,
            kind=kind, sm3=held.sm3, uploaded_by_id=by.member_id, account_id=by.account_id,
            uploader=by.name, uploaded_at=timezone.now(), state=File.State.KEPT,
        )  # fmt: skip
        file.chain = Chain.objects.create(organisation_id=by.organisation_id)
        return written(file, held, by)


@transaction.atomic
def let_go(file: File) -> None:
    """Bin a made file whose days are over, so that the clock clears it with the others."""
    File.objects.filter(pk=file.pk).update(state=File.State.REMOVED, removed_at=timezone.now())
