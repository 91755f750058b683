from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "gongping.organisation"
    label = "organisation"
