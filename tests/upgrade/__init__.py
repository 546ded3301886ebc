"""Installations of earlier releases, brought to this one (UP-01)."""
