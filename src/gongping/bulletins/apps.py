from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    name = "gongping.bulletins"
    label = "bulletins"
