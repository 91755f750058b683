from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "gongping.workbench"
    label = "workbench"
