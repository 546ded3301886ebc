from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class DownloadsConfig(AppConfig):
    name = "andu.downloads"
    label = "downloads"
    verbose_name = _("下载")

    def ready(self) -> None:
        """Find the makers that rooms declare in their downloads.py."""
        autodiscover_modules("downloads")
