"""The second office of a poll: what it gave of itself, before the freeze and after."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ballotbox.labels import short_code
from ballotbox.offices import (
    CountsFile,
    KeysFile,
    OfficeCount,
    parse_counts_file,
    parse_keys_file,
)
from gongping.polls.exceptions import CountsWanting
from gongping.polls.models import SecondOffice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongping.polls.models import Poll, VoterGroup


@dataclass(frozen=True, slots=True)
class OfficeCounts:
    """What the second office counted, and the code that both sides read aloud."""

    code: str
    groups: tuple[tuple["VoterGroup", OfficeCount], ...]


def office_of(poll: "Poll") -> KeysFile | None:
    """Return the second office of a poll, if it has one. One query."""
    office = _row(poll)
    return parse_keys_file(office.keys_file) if office else None


def office_counts_of(poll: "Poll") -> CountsFile | None:
    """Return what the second office counted, nothing if there is no office.

    Raise `CountsWanting` if it has not said yet. One query.
    """
    office = _row(poll)
    if office is None:
        return None
    if not office.counts_file:
        raise CountsWanting(
            _("第二发票处还没有交领票数。请它结束领票，把数目文件交来，再签板首。")
        )
    return parse_counts_file(office.counts_file)


def office_counts(poll: "Poll") -> OfficeCounts | None:
    """Return the office's counts with their code, if they are there. One query."""
    office = _row(poll)
    if office is None or not office.counts_file:
        return None
    counts = parse_counts_file(office.counts_file)
    pairs = zip(poll.groups.all(), counts.groups, strict=True)
    return OfficeCounts(short_code(counts.digest), tuple(pairs))


def missing_of_office(poll: "Poll") -> "Iterator[str]":
    """Say why the second office's keys no longer fit the plan. One query."""
    office = office_of(poll)
    if office and not fits_groups(poll, office):
        yield _("第二发票处的公钥与票种对不上：票种改过。请给它新的名册，换一份公钥。")


def fits_groups(poll: "Poll", office: KeysFile) -> bool:
    """Tell whether the office has exactly one key for each group. No query."""
    wanted = [group.position for group in poll.groups.all()]
    return [key.group for key in office.keys] == wanted


def _row(poll: "Poll") -> SecondOffice | None:
    return SecondOffice.objects.filter(poll=poll).first()
