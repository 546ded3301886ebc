"""Which version a matter keeps to."""

from django.db import models

from andu.authority.models.matrix import Matrix
from andu.authority.models.version import Version
from andu.workflow.models import Run


class Kept(models.Model):
    """A run asks the version that was in force when its matter was submitted, to its end."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    matrix = models.ForeignKey(Matrix, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="kept")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "matrix"], name="matrix_version_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.version}"
