from django.urls import path

from gongping.demo.views.sign_in_link import sign_in_link

app_name = "demo"
urlpatterns = [path("demo/<str:token>", sign_in_link, name="sign_in_link")]
