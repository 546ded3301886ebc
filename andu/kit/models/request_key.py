"""Keys of requests that have had their effect, with the answer given."""

from django.db import models


class RequestKey(models.Model):
    """One request: who sent it (account:7, or a session's digest), its key and its answer."""

    owner = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    route = models.CharField(max_length=200)
    content = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(null=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        db_table = "kit_requestkey"
        constraints = [
            models.UniqueConstraint(fields=["owner", "key", "route"], name="kit_requestkey_once")
        ]
