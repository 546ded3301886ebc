"""The password of everybody in the cast, for those too who ask from outside the house."""

PASSWORD = "Yunlan-7361-gengxin"  # pragma: allowlist secret
