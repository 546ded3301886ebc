"""What this room knows: phrases and signatures."""

from andu.stationery.models.phrase import LONGEST, Phrase
from andu.stationery.models.signature import Signature

__all__ = ["LONGEST", "Phrase", "Signature"]
