"""The design system: shell, components, icons, generic behaviours, the menu, friendly refusals.

Knows no room. Rooms appear here by their `menu.py`; their pages extend `ui/page.html`.
"""
