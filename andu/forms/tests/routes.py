"""Who may open what."""

ROUTES = {"forms:upload": "members", "forms:pick": "members"}
