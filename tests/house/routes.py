"""Who may open the addresses that belong to no room (health, language, websocket entrance)."""

ROUTES: dict[str, str] = {}
