from django.apps import AppConfig


class PaperConfig(AppConfig):
    name = "gongping.paper"
    label = "paper"
