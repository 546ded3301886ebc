"""Who may open what. Whoever looks after no flow finds the pages empty, and no flow at all."""

ROUTES: dict[str, str] = {
    "upkeep:flows": "members",
    "upkeep:flow": "members",
    "upkeep:rule": "members",
    "upkeep:rule_file": "members",
    "upkeep:basis": "members",
}
