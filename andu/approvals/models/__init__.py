"""What this room knows: templates and their versions, drafts, requests."""

from andu.approvals.models.copy import Copy
from andu.approvals.models.draft import Draft
from andu.approvals.models.index_mark import IndexMark
from andu.approvals.models.printout import Printout
from andu.approvals.models.request import Request
from andu.approvals.models.template import StepAccess, Template, TemplateVersion
from andu.approvals.models.template_draft import TemplateDraft

__all__ = [
    "Copy",
    "Draft",
    "IndexMark",
    "Printout",
    "Request",
    "StepAccess",
    "Template",
    "TemplateDraft",
    "TemplateVersion",
]
