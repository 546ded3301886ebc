ROUTES: dict[str, str] = {}
