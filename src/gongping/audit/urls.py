"""The record of who did what."""

from django.urls import path

from gongping.audit.views import log

app_name = "audit"
urlpatterns = [
    path("system/audit", log.show, name="log"),
    path("system/audit/check", log.check, name="check"),
]
