"""The screens every kind of matter shares; they stand under /w/<id>/ (kinds.page_of)."""

from andu.workflow.views.candidates import candidates
from andu.workflow.views.enclosed import said
from andu.workflow.views.operating import operate
from andu.workflow.views.related import others

__all__ = ["candidates", "operate", "others", "said"]
