"""Search 检索: finds things of every room by any part of their words, for those who may see them.

A room declares a `Source` in its search.py (who may see what) and calls `search.indexing.put` and
`remove` when a thing changes. The index holds every single character in its place, so any length
of query finds everything, on both databases; a page shows only what the sources let through.
"""
