MANAGE = "right:identity.accounts.manage|right:identity.administrators.manage"
LOGINS = "right:identity.logins.read"

ROUTES: dict[str, str] = {
    "identity:login": "anonymous",
    "identity:activate": "anonymous",
    "identity:logout": "members",
    "identity:me": "members",
    "identity:confirm": "members",
    "identity:display": "members",
    "identity:keys": "members",
    "identity:password": "members",
    "identity:security": "members",
    "identity:end_others": "members",
    "identity:end_session": "members",
    "identity:leak": "members",
    "identity:accounts": MANAGE,
    "identity:new_account": MANAGE,
    "identity:account": MANAGE,
    "identity:change": MANAGE,
    "identity:logins": LOGINS,
    "identity:export_logins": LOGINS,
}
