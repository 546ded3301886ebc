from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class NotifyConfig(AppConfig):
    name = "andu.notify"
    label = "notify"
    verbose_name = _("通知")

    def ready(self) -> None:
        """Find the channels and kinds that rooms declare in their notify.py."""
        autodiscover_modules("notify")
