"""Who may open what."""

ROUTES: dict[str, str] = {"files:begin": "members", "files:upload": "members"}
