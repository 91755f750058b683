"""Printing paper ballots; the record says how many, and no sheet says which it is."""

from typing import TYPE_CHECKING

from django.db import transaction

from gongping.audit.services import record
from gongping.foundation.names import local_name
from gongping.paper.policies import check_can_print
from gongping.paper.sheet import ballot_pdf

if TYPE_CHECKING:
    from gongping.foundation.actors import Actor
    from gongping.polls.models import Poll


@transaction.atomic
def print_ballots(
    poll: "Poll", group: int, copies: int, paper: str, *, by: "Actor"
) -> bytes:
    """Return the sheets of a group as a PDF, and put their number on record."""
    check_can_print(poll, by)
    found = poll.groups.get(position=group)
    file = ballot_pdf(poll, found, copies, paper)
    record(
        "paper:ballots:printed",
        by=by,
        subject=local_name(found),
        subject_key=poll.code,
        detail={"count": copies, "paper": paper},
    )
    return file
