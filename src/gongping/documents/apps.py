from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "gongping.documents"
    label = "documents"
