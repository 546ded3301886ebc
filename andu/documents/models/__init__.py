"""The facts of this room."""

from andu.documents.models.issuer import Issuer
from andu.documents.models.number import Number
from andu.documents.models.series import Series

__all__ = ["Issuer", "Number", "Series"]
