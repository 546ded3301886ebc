"""The template editor: a clerk's tables of fields, steps and rights, and what they come to.

`table` and `telling` are pure: a table of steps ↔ the engine's definition. `typed`, `handling`,
`asking` and `reading` go from what was posted to such a table; `writing` goes back.
"""
