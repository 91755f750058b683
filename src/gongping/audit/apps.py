from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "gongping.audit"
    label = "audit"
