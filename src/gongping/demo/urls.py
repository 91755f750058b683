from django.urls import path

from gongping.demo.views.cast_rest import cast_rest
from gongping.demo.views.scrutineer_keys import scrutineer_backup, scrutineer_keys
from gongping.demo.views.sign_in_link import sign_in_link

app_name = "demo"
urlpatterns = [
    path("demo/<str:token>", sign_in_link, name="sign_in_link"),
    path("demo/polls/<slug:code>/cast-rest", cast_rest, name="cast_rest"),
    path("demo/polls/<slug:code>/keys", scrutineer_keys, name="scrutineer_keys"),
    path(
        "demo/polls/<slug:code>/keys.json", scrutineer_backup, name="scrutineer_backup"
    ),
]
