"""The rows: what was decided, when, by whom, on what basis. Never updated."""

from django.db import models


class Decision(models.Model):
    """A setting's value from a moment on, for the installation, an organisation or a unit.

    `level` and `place` name where (the rooms above own the real rows); `locked` keeps the places
    below from deciding otherwise.
    """

    code = models.CharField(max_length=100)
    level = models.CharField(max_length=16)
    place = models.BigIntegerField(default=0)
    text = models.TextField()
    locked = models.BooleanField(default=False)
    since = models.DateTimeField()
    basis = models.CharField(max_length=300, blank=True)
    by_account = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["code", "level", "place", "-id"], name="policy_newest")]

    def __str__(self) -> str:
        return self.code
