"""Typesetting 排版: pages of paper, made by Typst from a template of the house and plain data.

Rooms bring their own `.typ` templates; nothing a person typed ever becomes Typst source. The fonts
are the site's: named folders first, then the system's.
"""
