from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "andu.search"
    label = "search"
    verbose_name = _("检索")

    def ready(self) -> None:
        """Find what rooms declare in their search.py."""
        autodiscover_modules("search")
