"""Whether enough took part in a poll, by what its head says."""

from django.conf import settings

from ballotbox.counts import verify_quorum
from ballotbox.findings import QuorumNotReached
from ballotbox.lines import CountsLine, decode_line
from ballotbox.manifest import parse_manifest
from gongping.polls.models import Poll


def reaches_quorum(poll: Poll) -> bool:
    """Tell whether the counts under the head reach the quorum of the rules."""
    manifest = parse_manifest(poll.manifest, allow_weak=settings.ALLOW_WEAK_BALLOTS)
    counts = decode_line(poll.counts["counts"].encode(), 1)
    assert isinstance(counts, CountsLine)
    try:
        verify_quorum(manifest, counts.groups)
    except QuorumNotReached:
        return False
    return True
