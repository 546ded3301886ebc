ROUTES = {"config:healthz": "anonymous"}
