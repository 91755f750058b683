"""The secret ballot without any of its surroundings: no I/O, no clock, no Django.

This first version keeps ballots open (`SUITE` is `gp1/open`): it fixes the shapes
that the sealed protocol will fill, namely ticket, manifest, cells, ballot key, leaf,
board and count. `docs/specification/ballot.md` says what it does and does not promise.
"""

from ballotbox.ballots import KEY_BYTES, Ballot, new_ballot_key
from ballotbox.board import Board, GroupCount, make_board, parse_board, verify_board
from ballotbox.cells import NO_OPINION, decode_cells, encode_cells
from ballotbox.errors import (
    BallotBoxError,
    BallotMalformed,
    BoardDiffers,
    BoardMalformed,
    ContentsDiffer,
    KeyMalformed,
    ManifestMalformed,
    NotCanonical,
    SignatureInvalid,
    TicketMalformed,
    TokenInvalid,
    WrongGroup,
)
from ballotbox.head import Head, cosign_message, rules_message
from ballotbox.keys import (
    SigningKey,
    check_public_key,
    decode_lock_key,
    decode_signing_key,
    new_signing_key,
    verify_signature,
)
from ballotbox.labels import SUITE, short_code
from ballotbox.locks import holders_of_locks, locks_held_by
from ballotbox.manifest import (
    CriterionColumn,
    GradeStep,
    GroupRow,
    Manifest,
    Rule,
    RuleName,
    UnitRow,
    parse_manifest,
)
from ballotbox.messages import CastReply, parse_cast_request
from ballotbox.refusals import STATUS, Refusal
from ballotbox.seal import GroupKey, IssuerRow, Publication, PublicationRow, Seal
from ballotbox.sealed import (
    SealedBallot,
    body_bytes,
    parse_body,
    sign_receipt,
    verify_ballot,
    verify_contents,
)
from ballotbox.sealing import contents_bytes
from ballotbox.tally import GroupTally, Tally, tally_board
from ballotbox.tickets import hash_ticket, new_ticket, parse_hex
from ballotbox.tree import StreamingRoot
from ballotbox.validity import Reason, first_failure, shape_failure

__all__ = [
    "KEY_BYTES",
    "NO_OPINION",
    "STATUS",
    "SUITE",
    "Ballot",
    "BallotBoxError",
    "BallotMalformed",
    "Board",
    "BoardDiffers",
    "BoardMalformed",
    "CastReply",
    "ContentsDiffer",
    "CriterionColumn",
    "GradeStep",
    "GroupCount",
    "GroupKey",
    "GroupRow",
    "GroupTally",
    "Head",
    "IssuerRow",
    "KeyMalformed",
    "Manifest",
    "ManifestMalformed",
    "NotCanonical",
    "Publication",
    "PublicationRow",
    "Reason",
    "Refusal",
    "Rule",
    "RuleName",
    "Seal",
    "SealedBallot",
    "SignatureInvalid",
    "SigningKey",
    "StreamingRoot",
    "Tally",
    "TicketMalformed",
    "TokenInvalid",
    "UnitRow",
    "WrongGroup",
    "body_bytes",
    "check_public_key",
    "contents_bytes",
    "cosign_message",
    "decode_cells",
    "decode_lock_key",
    "decode_signing_key",
    "encode_cells",
    "first_failure",
    "hash_ticket",
    "holders_of_locks",
    "locks_held_by",
    "make_board",
    "new_ballot_key",
    "new_signing_key",
    "new_ticket",
    "parse_board",
    "parse_body",
    "parse_cast_request",
    "parse_hex",
    "parse_manifest",
    "rules_message",
    "shape_failure",
    "short_code",
    "sign_receipt",
    "tally_board",
    "verify_ballot",
    "verify_board",
    "verify_contents",
    "verify_signature",
]
