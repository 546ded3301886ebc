"""The screens every kind of matter shares; they stand under /w/<id>/ (kinds.page_of)."""

from andu.workflow.views.operating import operate

__all__ = ["operate"]
