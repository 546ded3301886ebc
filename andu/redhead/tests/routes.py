"""No pages of its own: offices' rooms show what it makes."""

ROUTES: dict[str, str] = {}
