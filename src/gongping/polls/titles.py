"""What a new poll is called, in both languages, whoever makes it in whichever."""

from typing import TYPE_CHECKING, Final

from django.utils import translation
from django.utils.translation import gettext as _

from gongping.foundation.names import local_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongping.polls.models import Poll

Titles = tuple[str, str]
LANGUAGES: Final = (("zh-hans", 60), ("en", 120))
"""Each with how long a title may be."""


def titles_of(poll: "Poll") -> Titles:
    """Return the titles of a poll newly made in its round, Chinese and English.

    Where the round has no English title the poll has none: half of one helps nobody.
    """
    number = type(poll).objects.filter(round=poll.round).count()
    chinese, english = _in_both(_usual, poll, number)
    return chinese, english if poll.round.title_en else ""


def titles_of_repetition(poll: "Poll") -> Titles:
    """Return the titles of the poll that repeats this one; an English one if it has."""
    number, first = 2, poll
    while first.repeats is not None:
        number, first = number + 1, first.repeats
    chinese, english = _in_both(_repeated, first, number)
    return chinese, english if first.title_en else ""


def _in_both(say: "Callable[[Poll, int, int], str]", poll: "Poll", n: int) -> Titles:
    said = []
    for language, most in LANGUAGES:
        with translation.override(language):
            said.append(say(poll, n, most))
    return said[0], said[1]


def _usual(poll: "Poll", number: int, most: int) -> str:
    values = {"round": local_name(poll.round), "n": number}
    if number > 1:
        return (_("%(round)s民主测评（第 %(n)d 次）") % values)[:most]
    return (_("%(round)s民主测评") % values)[:most]


def _repeated(first: "Poll", number: int, most: int) -> str:
    room = most - 12
    values = {"title": local_name(first)[:room], "n": number}
    return _("%(title)s（第 %(n)d 次）") % values
