ROUTES = {"ui:display": "anonymous", "ui:keys": "members", "ui:colours": "anonymous"}
