"""Reading rounds, sessions, agenda, attendance and reports."""

from django.http import HttpRequest

from gongping.meetings.models import ReviewRound

ROUND_KEY = "round"


def list_rounds() -> list[ReviewRound]:
    """Return all rounds, newest first. One query."""
    return list(ReviewRound.objects.all())


def current_round(request: HttpRequest) -> ReviewRound | None:
    """Return the round chosen in the top line, the newest by default."""
    rounds = list_rounds()
    chosen = request.session.get(ROUND_KEY)
    return next((r for r in rounds if r.pk == chosen), rounds[0] if rounds else None)
