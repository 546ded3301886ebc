"""Who may open what."""

ROUTES: dict[str, str] = {}
