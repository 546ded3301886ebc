"""Portal 门户: the desk one comes to, the lists of matters, and the one address of each matter.

Keeps saved filters and batches of decisions. What a list shows comes from `todo`, `workflow` and
`approvals`; what a matter shows comes from the room that owns its subject, found by its kind.
"""
