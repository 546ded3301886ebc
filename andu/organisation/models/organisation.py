"""What an organisation is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """One independent organisation: a city office, a group, a hospital."""

    code = models.CharField(_("代码"), max_length=64, unique=True)
    name = models.CharField(_("名称"), max_length=200)
    short_name = models.CharField(_("简称"), max_length=40, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
