ROUTES = {"ui:display": "anonymous"}
