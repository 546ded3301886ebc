from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class UiConfig(AppConfig):
    name = "andu.ui"
    label = "ui"

    def ready(self) -> None:
        """Let every room say where it appears in the navigation, and what it puts on the desk."""
        autodiscover_modules("menu", "blocks")
