"""Sealing paper ballots: sorted, salted, and signed by scrutineers before the head."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ballotbox.paper import make_paper_batch, paper_digest, paper_message
from gongping.foundation.errors import Invalid
from gongping.foundation.journal import THOROUGH_MS, forget_after_commit
from gongping.foundation.plain import one_line
from gongping.polls.models import PaperBallots, Poll, Scrutineer
from gongping.polls.policies import (
    check_can_discard_paper,
    check_can_seal_paper,
    check_can_sign_paper,
)
from gongping.polls.selectors import paper_digests
from gongping.polls.services.acts import held, note
from gongping.polls.services.seals import check_signature, seat_of

if TYPE_CHECKING:
    from gongping.foundation.actors import Actor


@transaction.atomic
def seal_paper(
    poll: Poll, ballots: Mapping[int, Sequence[bytes]], *, by: "Actor"
) -> Poll:
    """Keep the cells of all paper ballots, sorted within their group, under a digest.

    A group without any has no batch; a poll without any is sealed all the same, so
    that nothing can come after.
    """
    poll = held(poll)
    check_can_seal_paper(poll, by)
    for group in sorted(number for number, sheets in ballots.items() if sheets):
        batch = make_paper_batch(group, ballots[group])
        PaperBallots.objects.create(
            poll=poll,
            group=group,
            salt=batch.salt.hex(),
            ballots=[cells.hex() for cells in batch.ballots],
        )
    rules = bytes.fromhex(poll.manifest_digest)
    poll.paper_digest = paper_digest(rules, paper_digests(poll)).hex()
    poll.save()
    forget_after_commit(THOROUGH_MS)
    note("polls:paper:sealed", poll, by=by, digest=poll.paper_digest)
    return poll


@transaction.atomic
def discard_paper(poll: Poll, reason: str, *, by: "Actor") -> Poll:
    """Throw the sealed paper ballots away, to be entered again from the sheets."""
    poll = held(poll)
    check_can_discard_paper(poll, by)
    if not (why := one_line(reason, 200)):
        raise Invalid(_("请写明为什么重录，这句话会记入审计。"), "reason")
    poll.paper.all().delete()
    poll.scrutineers.update(paper_signature="")
    poll.paper_digest = ""
    poll.save()
    forget_after_commit(THOROUGH_MS)
    note("polls:paper:discarded", poll, by=by, reason=why)
    return poll


@transaction.atomic
def sign_paper(poll: Poll, signature: str, *, by: "Actor") -> Scrutineer:
    """Keep a scrutineer's signature under the sealed paper ballots."""
    poll, seat = seat_of(poll, check_can_sign_paper, by=by)
    check_signature(seat, paper_message(bytes.fromhex(poll.paper_digest)), signature)
    seat.paper_signature = signature
    seat.save()
    note("polls:scrutineer:signed_paper", poll, by=by)
    return seat
