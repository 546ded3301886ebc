ROUTES = {
    "downloads:index": "members",
    "downloads:take": "members",
    "downloads:drop": "members",
}
