PHRASES = "right:stationery.phrases.keep"
ROUTES = {
    "stationery:signature": "members",
    "stationery:drop": "members",
    "stationery:picture": "members",
    "stationery:phrases": "members",
    "stationery:phrase": "members",
    "stationery:common_phrases": PHRASES,
    "stationery:common_phrase": PHRASES,
}
