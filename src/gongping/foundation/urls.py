"""Pages that belong to no room: the components, and how somebody reads."""

from django.urls import path

from gongping.foundation.views import components_page, reading

app_name = "foundation"
urlpatterns = [
    path("ui-components", components_page.show, name="ui_components"),
    path("large-text", reading.toggle_large_text, name="large_text"),
    path("language", reading.set_language, name="set_language"),
]
