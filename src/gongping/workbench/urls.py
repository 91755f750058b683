from django.urls import path

from gongping.workbench.views.feedback import feedback, feedbacks, handled
from gongping.workbench.views.home import home

app_name = "workbench"
urlpatterns = [
    path("", home, name="home"),
    path("feedback", feedback, name="feedback"),
    path("system/feedback", feedbacks, name="feedbacks"),
    path("system/feedback/<int:feedback_id>/handled", handled, name="handled"),
]
