"""Audit 审计: what was done, by whom, in words of the time, chained so nobody can alter it unseen.

Every action of every room writes here in its own transaction (`audit.recording.record`). If the
entry can't be written, the action is refused. `record` also announces the event to whoever listens
(see andu/wiring.py).
"""
