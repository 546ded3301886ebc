"""Who may open what."""

_NAMES = (
    "matrices", "matrix", "settings", "discard", "close", "reopen", "import", "adopt",
    "export", "try", "versions", "version",
)  # fmt: skip
ROUTES = {f"authority:{name}": "right:authority.manage" for name in _NAMES}
