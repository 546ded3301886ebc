from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "andu.audit"
    label = "audit"
    verbose_name = _("审计")

    def ready(self) -> None:
        """Find the rooms that keep chains."""
        autodiscover_modules("chains")
