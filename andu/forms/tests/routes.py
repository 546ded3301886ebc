"""Who may open what: this room has no page of its own."""

ROUTES: dict[str, str] = {}
