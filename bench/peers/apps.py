"""The app's own name."""

from django.apps import AppConfig


class PeersConfig(AppConfig):
    """Tables peers_…."""

    name = "bench.peers"
    label = "peers"
    default_auto_field = "django.db.models.BigAutoField"
