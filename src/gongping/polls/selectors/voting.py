"""What the voter's page is told: the rules by their hash, and where to knock."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from ballotbox.seal import Publication
from gongping.polls.box_sentences import sentences_by_language
from gongping.polls.selectors.manifests import manifest_of, tasks_of
from gongping.polls.selectors.offices import office_of
from gongping.polls.selectors.reading import get_poll_by_digest

if TYPE_CHECKING:
    from ballotbox.manifest import GroupRow
    from gongping.polls.models import Poll

SMALL_GROUP = 50


def join_address(poll: "Poll") -> str:
    """Return the address that joins a poll, for QR codes. No query.

    M stands behind `#`, which browsers never send: the page asks for the rules that
    it names and refuses all others.
    """
    return f"{settings.VOTE_PUBLIC_URL}#{poll.manifest_digest}"


def ticket_address(poll: "Poll", ticket: str, group: int) -> str:
    """Return the address that collects with a ticket of this office. No query."""
    return f"{join_address(poll)}&t={ticket}&g={group}"


def vote_facts(digest: str) -> dict[str, Any]:
    """Return everything that the voter's page reads about the rules M. Nine queries.

    Only `text` is under M. What stands beside it cannot make a wrong ballot: whoever
    answers at an address must sign as the rules say, and tasks are for reading.
    """
    poll = get_poll_by_digest(digest)
    manifest = manifest_of(poll)
    return {
        "poll": poll.code,
        "state": poll.state,
        "text": poll.manifest,
        "box": f"{settings.BOX_PUBLIC_URL}/polls/{poll.code}",
        "issuers": _issuers(poll),
        "who_knows": reverse("polls:who_knows", args=[poll.code]),
        "board": f"/board/{poll.code}",
        "slip_groups": _slip_groups(poll),
        "tasks": tasks_of(poll, manifest),
        "sentences": sentences_by_language(),
    }


def _slip_groups(poll: "Poll") -> list[int]:
    """Return the groups that have slips: whoever types one is of one of these."""
    slips = poll.groups.filter(slip_count__gt=0).order_by("position")
    return list(slips.values_list("position", flat=True))


def _issuers(poll: "Poll") -> list[str]:
    """Return where each issuer takes requests, in the order of the rules."""
    addresses = [reverse("roll:issue", args=[poll.code])]
    if office := office_of(poll):
        door = office.door.rstrip("/")
        addresses.append(f"{door}/polls/{poll.code}/issue" if door else "")
    return addresses


@dataclass(frozen=True, slots=True)
class SetUp:
    """How one poll is really set up: what its honest table depends on."""

    offices: tuple[Any, ...]
    box_host: str
    threshold: int
    scrutineers: int
    floor: int
    groups: tuple[tuple["GroupRow", str], ...]

    @property
    def is_embedded(self) -> bool:
        """Tell whether box and pages are one program under one administrator."""
        return not self.box_host

    @property
    def has_public_contents(self) -> bool:
        """Tell whether anybody may see whole ballots of some group."""
        return any(level == Publication.PUBLIC for _group, level in self.groups)

    @property
    def small_groups(self) -> tuple["GroupRow", ...]:
        """Return the groups in which hiding is thin."""
        return tuple(g for g, _level in self.groups if g.size < SMALL_GROUP)


def set_up_of(poll: "Poll") -> SetUp:
    """Return how a frozen poll is set up. No query."""
    manifest = manifest_of(poll)
    levels = {row.group: row.level.value for row in manifest.seal.publication}
    return SetUp(
        offices=manifest.seal.issuers,
        box_host=urlsplit(settings.BOX_PUBLIC_URL).netloc,
        threshold=manifest.threshold,
        scrutineers=manifest.scrutineers,
        floor=manifest.disclosure_threshold,
        groups=tuple((group, levels[group.number]) for group in manifest.groups),
    )
