BOTH = "right:policy.settings.change|right:policy.settings.read"
ROUTES: dict[str, str] = {"policy:settings": BOTH, "policy:setting": BOTH}
