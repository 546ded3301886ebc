"""Who may open what. The API's own addresses ask for a token: a browser's session opens none."""

ROUTES: dict[str, str] = {
    "api:tokens": "members",
    "api:revoke": "members",
    "api:guide": "members",
    "api:openapi": "anonymous",
    "api:v1:me": "token",
    "api:v1:listing": "token",
    "api:v1:templates": "token",
    "api:v1:template": "token",
    "api:v1:start": "token",
    "api:v1:matter": "token",
    "api:v1:attachment": "token",
    "api:v1:decide": "token",
    "api:v1:operate": "token",
}
