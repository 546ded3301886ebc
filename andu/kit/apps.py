from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "andu.kit"
    label = "kit"
