"""A few printed slips of today's poll, for visitors who want to try one."""

import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

from gongping.polls.selectors import ticket_address
from gongping.roll import services as roll

if TYPE_CHECKING:
    from pathlib import Path

    from gongping.foundation.actors import Actor
    from gongping.polls.models import Poll

FILE = "demo_slips.json"


def keep_slips(poll: "Poll", *, by: "Actor") -> None:
    """Keep where the slips of the poll lead to, in place of those of earlier polls.

    A real site has them on paper only; the demo has no printer.
    """
    places = [
        ticket_address(poll, secret, group.position)
        for group in poll.groups.all()
        if group.slip_count
        for secret in roll.print_slips(poll, group.position, by=by)
    ]
    _file().write_text(json.dumps(places))


def kept_slips() -> list[str]:
    """Return the slips' addresses on this site; none if none were kept."""
    if not _file().exists():
        return []
    places: list[str] = json.loads(_file().read_text())
    return places


def kept_secrets() -> list[str]:
    """Return the secrets of the slips that were kept."""
    fragments = [parse_qs(urlsplit(place).fragment) for place in kept_slips()]
    return [fragment["t"][0] for fragment in fragments]


def _file() -> "Path":
    return settings.DATA_DIR / FILE
