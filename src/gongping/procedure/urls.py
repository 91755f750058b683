from django.urls import path

from gongping.procedure.views import (
    close_session,
    console,
    hall_phone,
    people_accounts,
    poll_steps,
    screen,
)
from gongping.procedure.views.sign_comment import sign, sign_ready

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
    path("meetings/<int:round_id>/live", console.show_live, name="console_live"),
    path(
        "meetings/<int:round_id>/print/running-sheet",
        console.running_sheet,
        name="running_sheet",
    ),
    path("meetings/<int:round_id>/readiness", console.show_readiness, name="readiness"),
    path("meetings/<int:round_id>/open", console.open_session, name="open_session"),
    path("meetings/<int:round_id>/close", close_session.close, name="close_session"),
    path("meetings/<int:round_id>/archive", close_session.archive, name="archive"),
    path("meetings/<int:round_id>/screen", screen.open_screen, name="open_screen"),
    path(
        "meetings/<int:round_id>/screen/revoke",
        screen.revoke_screen,
        name="revoke_screen",
    ),
    path("screen/<slug:key>", screen.show, name="screen"),
    path("screen/<slug:key>/now", screen.now, name="screen_now"),
    path("hall/<int:round_id>", hall_phone.show, name="hall"),
    path("hall/<int:round_id>/now", hall_phone.now, name="hall_now"),
    path("comments/<int:round_id>/<int:unit_id>/pad/sign", sign, name="sign_comment"),
    path("comments/<int:round_id>/ready/sign", sign_ready, name="sign_ready"),
]
