from django.urls import path

from gongping.procedure.views.sign_comment import sign

app_name = "procedure"
urlpatterns = [
    path("comments/<int:round_id>/<int:unit_id>/pad/sign", sign, name="sign_comment"),
]
