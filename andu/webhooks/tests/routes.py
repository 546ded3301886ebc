"""Who may open what."""

ROUTES: dict[str, str] = {
    "webhooks:hooks": "right:webhooks.hooks.keep",
    "webhooks:hook": "right:webhooks.hooks.keep",
    "webhooks:stop": "right:webhooks.hooks.keep",
    "webhooks:secret": "right:webhooks.hooks.keep",  # pragma: allowlist secret
    "webhooks:try": "right:webhooks.hooks.keep",
    "webhooks:resend": "right:webhooks.hooks.keep",
}
