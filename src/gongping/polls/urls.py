from django.urls import path

from gongping.polls.views import (
    ballot,
    boards,
    home,
    offices,
    plan,
    rules,
    scrutineers,
    seals,
)

app_name = "polls"
urlpatterns = [
    path("ballot/<slug:code>", ballot.show, name="ballot"),
    path("polls", home.home, name="home"),
    path("polls/new", home.new, name="new"),
    path("polls/<slug:code>", rules.poll, name="poll"),
    path("polls/<slug:code>/plan", plan.plan, name="plan"),
    path("polls/<slug:code>/rules", rules.rules, name="rules"),
    path("polls/<slug:code>/manifest.json", rules.manifest, name="manifest"),
    path("polls/<slug:code>/board.jsonl", boards.whole_board, name="whole_board"),
    path(
        "polls/<slug:code>/board-public.jsonl",
        boards.public_board,
        name="public_board",
    ),
    path("polls/<slug:code>/office", offices.office, name="office"),
    path("polls/<slug:code>/office/keys", offices.keys, name="office_keys"),
    path("polls/<slug:code>/office/counts", offices.counts, name="office_counts"),
    path("polls/<slug:code>/office/dismiss", offices.dismiss, name="dismiss_office"),
    path("polls/<slug:code>/scrutineers", scrutineers.scrutineers, name="scrutineers"),
    path("polls/<slug:code>/scrutineers/present", scrutineers.present, name="present"),
    path("polls/<slug:code>/scrutineers/seat", seals.seat, name="seat"),
    path("polls/<slug:code>/scrutineers/keys", seals.keys, name="keys"),
    path("polls/<slug:code>/scrutineers/rules", seals.sign_rules, name="sign_rules"),
    path("polls/<slug:code>/scrutineers/paper", seals.sign_paper, name="sign_paper"),
    path("polls/<slug:code>/scrutineers/head", seals.cosign, name="cosign"),
    path("polls/<slug:code>/scrutineers/locks", seals.release, name="release"),
]
