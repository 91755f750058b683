from django.urls import path

from gongping.demo.views.cast_rest import cast_rest
from gongping.demo.views.sign_in_link import sign_in_link

app_name = "demo"
urlpatterns = [
    path("demo/<str:token>", sign_in_link, name="sign_in_link"),
    path("demo/polls/<slug:code>/cast-rest", cast_rest, name="cast_rest"),
]
