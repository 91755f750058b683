from django.urls import path

from gongping.comments.views.comment import acknowledge, comment, print_comment
from gongping.comments.views.coverage import blank_form, coverage, waive
from gongping.comments.views.dictation import dictate
from gongping.comments.views.home import home
from gongping.comments.views.pad import now, pad, save
from gongping.comments.views.ready import ready

app_name = "comments"
urlpatterns = [
    path("comments", home, name="home"),
    path("comments/<int:comment_id>", comment, name="comment"),
    path("comments/<int:comment_id>/acknowledge", acknowledge, name="acknowledge"),
    path("comments/<int:comment_id>/print", print_comment, name="print"),
    path("comments/<int:round_id>/coverage", coverage, name="coverage"),
    path("comments/<int:round_id>/coverage/waive", waive, name="waive"),
    path("comments/<int:round_id>/form", blank_form, name="form"),
    path("comments/<int:round_id>/<int:unit_id>/pad", pad, name="pad"),
    path("comments/<int:round_id>/<int:unit_id>/pad/now", now, name="now"),
    path("comments/<int:round_id>/<int:unit_id>/pad/save", save, name="save"),
    path("comments/<int:round_id>/ready", ready, name="ready"),
    path(
        "comments/<int:round_id>/dictate/<int:leader_id>/<int:unit_id>",
        dictate,
        name="dictate",
    ),
]
