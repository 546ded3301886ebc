"""The log of backups (BK-01)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Backup(models.Model):
    """One backup that was made: where, how large, its checksum, by whom; never changed."""

    made_at = models.DateTimeField(_("备份时间"))
    place = models.CharField(_("文件"), max_length=500)
    size = models.BigIntegerField(_("大小（字节）"))
    sm3 = models.CharField(_("校验值（SM3）"), max_length=64)
    files = models.PositiveIntegerField(_("附件数"))
    by = models.CharField(_("操作人"), max_length=80)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.place.rsplit("/", 1)[-1]
