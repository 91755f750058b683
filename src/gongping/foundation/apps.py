from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "gongping.foundation"
    label = "foundation"
