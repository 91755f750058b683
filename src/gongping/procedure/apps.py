from django.apps import AppConfig


class ProcedureConfig(AppConfig):
    name = "gongping.procedure"
    label = "procedure"
