from django.apps import AppConfig


class PollsConfig(AppConfig):
    name = "gongping.polls"
    label = "polls"
