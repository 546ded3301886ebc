"""How far the search knows the histories of requests."""

from django.db import models


class IndexMark(models.Model):
    """The last link of any history that has been looked at; there is one row."""

    history_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.history_id)
