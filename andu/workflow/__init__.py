"""Workflow 流程: the Django room around the plain engine.

A matter is the root row every room sees; a run is one execution of a flow version in it; a seat is
one person's turn. Python decides (andu.engine), SQL applies (store.py). Rooms that own subjects
(approvals, documents) start matters here and listen to what becomes of them.
"""
