from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "gongping.results"
    label = "results"
