"""How passwords are kept: Argon2id with 19 MiB, two passes, one lane (C09)."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """OWASP's figures: eleven times cheaper than Django's own, so a morning's logins fit."""

    time_cost = 2
    memory_cost = 19456
    parallelism = 1
