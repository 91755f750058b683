from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "gongping.demo"
    label = "demo"
