from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "gongping.comments"
    label = "comments"
