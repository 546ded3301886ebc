from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules

from andu.kit import editions


class KitConfig(AppConfig):
    name = "andu.kit"
    label = "kit"

    def ready(self) -> None:
        """Load what the rooms declare in schedule.py."""
        autodiscover_modules("schedule")
        post_migrate.connect(editions.install, sender=self)
