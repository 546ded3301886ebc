"""Andu 案牍: a collaborative-office system. Each room is a folder; see docs/map.md."""

__version__ = "0.1.0"
