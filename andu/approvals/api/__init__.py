"""Requests for machines: templates one may start from, matters, every operation on them."""

from andu.approvals.api.drafts import router as drafts
from andu.approvals.api.matters import router as matters
from andu.approvals.api.papers import router as papers
from andu.approvals.api.starting import router as starting

__all__ = ["drafts", "matters", "papers", "starting"]
