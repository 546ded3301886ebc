"""The operations and panels this room adds to the page of a matter, one file each, listed here."""

from andu.workflow.operations import circulating, following, recalling, relating, urging

__all__ = ["circulating", "following", "recalling", "relating", "urging"]
