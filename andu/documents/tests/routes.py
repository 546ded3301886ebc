"""Who may open what. Finer limits (which unit's series) are the rules'."""

_BOTH = ("numbers", "series")
_REGISTER = ("take", "reserve", "use", "give_back", "void")
_MANAGE = (
    "issuers", "issuer", "issuer_new", "issuer_turn", "series_new", "series_edit", "series_turn",
)  # fmt: skip
ROUTES = {
    **{f"documents:{name}": "right:documents.register" for name in (*_BOTH, *_REGISTER)},
    **{f"documents:{name}": "right:documents.manage" for name in _MANAGE},
}
