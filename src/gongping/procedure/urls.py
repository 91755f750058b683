from django.urls import path

from gongping.procedure.views import (
    close_session,
    console,
    people_accounts,
    poll_steps,
)
from gongping.procedure.views.sign_comment import sign

app_name = "procedure"
urlpatterns = [
    path("polls/<slug:code>/desk", poll_steps.poll_desk, name="poll_desk"),
    path("polls/<slug:code>/freeze", poll_steps.freeze, name="freeze"),
    path("polls/<slug:code>/void", poll_steps.void, name="void"),
    path("polls/<slug:code>/repeat", poll_steps.repeat, name="repeat"),
    path("polls/<slug:code>/unseal", poll_steps.unseal, name="unseal"),
    path("polls/<slug:code>/step/<slug:verb>", poll_steps.step, name="poll_step"),
    path("system/people-accounts", people_accounts.show, name="people_accounts"),
    path("meetings/<int:round_id>", console.show, name="console"),
    path("meetings/<int:round_id>/readiness", console.show_readiness, name="readiness"),
    path("meetings/<int:round_id>/open", console.open_session, name="open_session"),
    path("meetings/<int:round_id>/close", close_session.close, name="close_session"),
    path("meetings/<int:round_id>/archive", close_session.archive, name="archive"),
    path("comments/<int:round_id>/<int:unit_id>/pad/sign", sign, name="sign_comment"),
]
