from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KitConfig(AppConfig):
    name = "andu.kit"
    label = "kit"

    def ready(self) -> None:
        """Load what the rooms declare in schedule.py."""
        autodiscover_modules("schedule")
