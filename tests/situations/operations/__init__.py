"""Every operation, one file for each chapter of the guide. Adding one is a function in its file
and a row for each situation in `cells`, which `pytest tests/situations --renew` writes."""

from tests.situations.operations import (
    beside,
    deciding,
    going_back,
    handing_on,
    machine,
    steering,
    timing,
)
from tests.situations.operations.registry import OPERATIONS

__all__ = [
    "OPERATIONS", "beside", "deciding", "going_back", "handing_on", "machine", "steering", "timing",
]  # fmt: skip
