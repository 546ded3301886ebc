"""Giving an attachment of a running request a newer version."""

from typing import Any

from django.db import transaction

from andu.approvals.actions.indexing import _index
from andu.approvals.attachments import Papers
from andu.approvals.events import Replaced
from andu.approvals.handling import opened
from andu.approvals.models import Request
from andu.audit.recording import record
from andu.files import storing
from andu.files.models import File
from andu.forms.actions import save_record
from andu.forms.attached import replaced
from andu.forms.filling import Cleaned
from andu.forms.filling.attachments import file_value
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.realtime.nudging import nudge
from andu.workflow import store


def replace_attachment(request: Request, file: File, upload: Any, *, by: Actor) -> File:
    """The newer version takes the place of `file` in the form; the older stays with the save that
    had it. Only whose turn writes the field; the bytes are stored before the lock is taken."""
    papers, paper = _before(request, file, by)
    require(papers.may_replace(paper))
    newer = storing.stage_newer(file, upload, by=by)
    with transaction.atomic():
        request = lock(request)
        lock(request.matter)
        papers, paper = _before(request, file, by)
        require(papers.may_replace(paper))
        values = request.record.current.values
        files = replaced(values, paper.key, file.pk, file_value(newer))
        cleaned = Cleaned(values | {paper.key: files}, {paper.key: files}, previous=values)
        save_record(request.record, cleaned, by=by)
        store.pass_gate(request.matter_id)
        _index(request)
        nudge(f"matter:{request.matter_id}")
        record(Replaced(name=newer.name, version=newer.version), by=by, on=request)
    return newer


def _before(request: Request, file: File, by: Actor) -> tuple[Papers, Any]:
    """The request as the person has it now, and its paper of which the file is the present one."""
    papers = Papers(opened(request.matter, by))
    found = papers.find(file.pk)
    return papers, found[0] if found and found[0].file == file else None
