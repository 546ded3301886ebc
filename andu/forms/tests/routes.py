"""Who may open what."""

ROUTES = {"forms:upload": "members"}
