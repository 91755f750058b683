"""What a second office looks at before it serves under a poll's rules.

Nobody vouches for the first office here: the keys must be this office's own, and the
roll the one that it has checked.
"""

import json

from ballotbox.errors import BallotBoxError
from ballotbox.manifest import Manifest, parse_manifest
from ballotbox.offices import RollFile
from ballotbox.seal import IssuerRow
from gongping.issuer.sentences import NotDone, Says


def read_rules(content: str, file: object, *, allow_weak: bool) -> Manifest:
    """Return the rules of a file: bare, or as the site gives them."""
    try:
        return parse_manifest(_bare(content), allow_weak=allow_weak)
    except (BallotBoxError, ValueError) as error:
        raise NotDone(Says.NO_RULES, file=file) from error


def check_rules(manifest: Manifest, roll: RollFile, own: IssuerRow) -> int:
    """Return the office's number in the rules; raise `NotDone` if it cannot serve."""
    if (manifest.poll, manifest.suite) != (roll.poll, roll.suite):
        raise NotDone(Says.RULES_OF_OTHER, poll=manifest.poll)
    issuers = manifest.seal.issuers
    if own not in issuers:
        raise NotDone(Says.NOT_NAMED)
    sizes = roll.sizes
    for group in manifest.groups:
        ours = sizes.get(group.number, 0)
        if group.size != ours:
            raise NotDone(
                Says.OTHER_SIZES, group=group.number, theirs=group.size, ours=ours
            )
    if manifest.seal.roll_hash != roll.hash:
        raise NotDone(Says.OTHER_ROLL)
    return issuers.index(own) + 1


def _bare(content: str) -> str:
    value = json.loads(content)
    text = value.get("text") if isinstance(value, dict) else None
    return text if isinstance(text, str) else content.strip()
