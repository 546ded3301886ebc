ROUTES = {
    "notify:index": "members",
    "notify:bell": "members",
    "notify:open": "members",
    "notify:read_all": "members",
}
