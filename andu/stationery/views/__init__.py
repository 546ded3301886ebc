"""One file for each screen."""

from andu.stationery.views.phrases import common_phrase, common_phrases, phrase, phrases
from andu.stationery.views.signature import drop, picture, signature

__all__ = [
    "common_phrase", "common_phrases", "drop", "phrase", "phrases", "picture", "signature",
]  # fmt: skip
