ROUTES = {"config:healthz": "anonymous", "config:metrics": "anonymous"}
