"""The hall's screen: one picture for each thing that the hall may be doing.

Rendered once for each version and language, whoever asks and however many. There is
no text under 30 px at 1080 lines, and never a score, a rank or a grade.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from django.conf import settings
from django.core.cache import cache
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongping.documents.qr import svg
from gongping.foundation.live import pass_for
from gongping.foundation.names import local_name
from gongping.organisation.selectors import get_organisation_name
from gongping.polls.selectors import head_code, join_address, rule_code
from gongping.procedure.hall_now import (
    HallNow,
    Pulse,
    hall_now,
    size_of_name,
    width_of,
)
from gongping.procedure.telling import turnout_topic

if TYPE_CHECKING:
    from gongping.meetings.models import AgendaItem

# What the mark of a version cannot see, such as a task whose title was mended.
SECONDS_KEPT: Final = 60
WORDS_A_LINE: Final = 3
DIGITS_A_GROUP: Final = 4
GROUPS_A_LINE: Final = 4
LETTERS_LARGE: Final = 46
LETTERS_A_LINE: Final = 64
MANY_LINES: Final = 7


@dataclass(frozen=True, slots=True)
class Task:
    """One key task on the screen; a long title is set smaller."""

    title: str
    light: str

    @property
    def lines(self) -> int:
        """Return how many lines the title takes where it is set smaller."""
        return -(-width_of(self.title) // LETTERS_A_LINE)

    @property
    def is_long(self) -> bool:
        """Tell whether the title does not stand on one line in the usual size."""
        return width_of(self.title) > LETTERS_LARGE


@dataclass(frozen=True, slots=True)
class Screen:
    """What the screen shows besides where the hall is."""

    now: HallNow
    base: str

    @property
    def template(self) -> str:
        """Return which picture it is."""
        return f"procedure/screen/scenes/{TEMPLATES.get(self.scene, self.scene)}.html"

    @property
    def scene(self) -> str:
        """Return what the hall is doing."""
        return self.now.scene

    @property
    def unit_size(self) -> str:
        """Return how large the unit's name may be."""
        current = self.now.progress.current
        if current is None:
            return ""
        is_much = sum(task.lines for task in self.tasks) >= MANY_LINES
        return size_of_name(local_name(current.unit), is_beside_much=is_much)

    @property
    def following(self) -> "Sequence[AgendaItem]":
        """Return the next units for the foot: one of them if its name is very long."""
        names = [local_name(item.unit) for item in self.now.following]
        are_long = any(size_of_name(name) == "s" for name in names)
        return self.now.following[: 1 if are_long else None]

    @property
    def tasks(self) -> list[Task]:
        """Return the key tasks of the unit at the desk."""
        return [Task(title, light) for title, light in self.now.tasks]

    @property
    def join(self) -> str:
        """Return the code to scan: the ballot while one is handed out, else the way."""
        poll = self.now.poll
        if poll is not None and self.now.may_collect:
            address = urljoin(self.base, join_address(poll))
            return svg(address, _("领票的二维码"))
        way = reverse("procedure:hall", args=[self.now.session.pk])
        return svg(urljoin(self.base, way), _("手机看会场的二维码"))

    @property
    def rules(self) -> Sequence[str]:
        """Return the words of the rules in lines, from the freeze to the head."""
        poll = self.now.poll
        if poll is None or poll.board_digest:
            return ()
        return in_threes(rule_code(poll))

    @property
    def head(self) -> Sequence[str]:
        """Return the words of the head in lines, once it is signed."""
        return in_threes(head_code(self.now.poll)) if self.now.poll else ()

    @property
    def head_digits(self) -> list[str]:
        """Return all 256 bits of the head, in lines of groups of four."""
        digest = self.now.poll.board_digest if self.now.poll else ""
        groups = _parts(digest, DIGITS_A_GROUP)
        lines = [groups[at : at + GROUPS_A_LINE] for at in range(0, len(groups), 4)]
        return [" ".join(line) for line in lines]

    @property
    def head_picture(self) -> str:
        """Return a code that holds all 256 bits, the same as in the count report."""
        digest = self.now.poll.board_digest if self.now.poll else ""
        return svg(digest, _("板首指纹的二维码")) if digest else ""


TEMPLATES: Final = {
    "questions": "reporting",
    "commenting": "reporting",
    "ready": "pause",
    "heard": "pause",
    "unsealed": "unsealing",
}


def screen_html(pulse: Pulse, base: str) -> str:
    """Return the picture of this version, made once for everybody who asks.

    No query if it was made within the last minute, else four.
    """
    key = f"procedure-screen-{pulse.session.pk}-{get_language()}-{base}-{pulse.mark}"
    key = key.replace(" ", "")
    found: str | None = cache.get(key)
    if found is None:
        found = _rendered(pulse, base)
        cache.set(key, found, SECONDS_KEPT)
    return found


def screen_pass(round_id: int) -> str:
    """Return the pass of the screen: what the hall sees change, and the turnout."""
    return pass_for(f"hall.{round_id}", turnout_topic(round_id))


def base_of(address: str) -> str:
    """Return where phones find the site: as the site is named, else as asked for."""
    return urljoin(settings.SITE_PUBLIC_URL or address, "/")


def in_threes(code: str) -> list[str]:
    """Return the words of a code in lines of three, as people read them aloud."""
    words = code.split()
    return [
        " ".join(words[at : at + WORDS_A_LINE])
        for at in range(0, len(words), WORDS_A_LINE)
    ]


def _parts(text: str, length: int) -> list[str]:
    return [text[at : at + length] for at in range(0, len(text), length)]


def _rendered(pulse: Pulse, base: str) -> str:
    now = hall_now(pulse)
    context = {
        "screen": Screen(now, base),
        "now": now,
        "session": now.session,
        "organisation_name": get_organisation_name(),
        "is_demo": settings.IS_DEMO,
    }
    return render_to_string("procedure/screen/_scene.html", context)
