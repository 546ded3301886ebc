"""Who may open what."""

ROUTES = {
    "forms:upload": "members",
    "forms:pick": "members",
    "forms:dictionaries": "right:forms.dictionaries",
    "forms:dictionary": "right:forms.dictionaries",
    "forms:entries": "right:forms.dictionaries",
}
