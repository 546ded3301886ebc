ROUTES = {"search:index": "members"}
