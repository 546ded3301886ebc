from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RealtimeConfig(AppConfig):
    name = "andu.realtime"
    label = "realtime"

    def ready(self) -> None:
        """Load what the rooms declare in topics.py."""
        autodiscover_modules("topics")
