"""The verbs of this room."""

from andu.backup.actions.making import log_backup, log_restoration

__all__ = ["log_backup", "log_restoration"]
