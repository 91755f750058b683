from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "gongping.meetings"
    label = "meetings"
