ROUTES = {
    "notify:index": "members",
    "notify:bell": "members",
    "notify:open": "members",
    "notify:arrange": "members",
    "notify:read_some": "members",
    "notify:read_all": "members",
}
