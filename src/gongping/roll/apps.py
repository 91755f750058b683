from django.apps import AppConfig


class RollConfig(AppConfig):
    name = "gongping.roll"
    label = "roll"
