from django.urls import URLPattern

app_name = "procedure"
urlpatterns: list[URLPattern] = []
