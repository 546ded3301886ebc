ROUTES = {"ui:display": "anonymous", "ui:keys": "members"}
