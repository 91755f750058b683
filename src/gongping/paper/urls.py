from django.urls import path

from gongping.paper.views import compare, desk, entry, printing, sealing

app_name = "paper"
urlpatterns = [
    path("polls/<slug:code>/paper", desk.desk, name="desk"),
    path("polls/<slug:code>/paper/ballots", printing.ballots, name="ballots"),
    path("polls/<slug:code>/paper/begin", desk.begin, name="begin"),
    path("polls/<slug:code>/paper/seal", sealing.seal, name="seal"),
    path("polls/<slug:code>/paper/again", sealing.again, name="again"),
    path("polls/<slug:code>/paper/piles/<slug:key>", entry.entry, name="entry"),
    path("polls/<slug:code>/paper/piles/<slug:key>/take", desk.take, name="take"),
    path("polls/<slug:code>/paper/piles/<slug:key>/done", entry.done, name="done"),
    path("polls/<slug:code>/paper/piles/<slug:key>/sheet", entry.sheet, name="sheet"),
    path("polls/<slug:code>/paper/piles/<slug:key>/keep", entry.keep, name="keep"),
    path(
        "polls/<slug:code>/paper/piles/<slug:key>/compare",
        compare.compare,
        name="compare",
    ),
    path(
        "polls/<slug:code>/paper/piles/<slug:key>/reopen",
        compare.reopen,
        name="reopen",
    ),
    path(
        "polls/<slug:code>/paper/piles/<slug:key>/discard",
        compare.discard,
        name="discard",
    ),
]
