"""Todo 待办: one line for each turn somebody has now, whatever room it comes from.

Open lines only: the row goes when the turn is over (the history stays with the matter). What the
inbox shows is copied in, so that a page of it reads one table. `todo.writing` opens and closes
lines inside the caller's transaction; `todo.queries` reads them; the inbox pages are the portal's.
"""
