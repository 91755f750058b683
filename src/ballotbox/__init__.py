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
    ManifestMalformed,
    NotCanonical,
    TicketMalformed,
)
from ballotbox.labels import SUITE, short_code
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
from ballotbox.refusals import STATUS, Refusal
from ballotbox.tally import GroupTally, Tally, tally_board
from ballotbox.tickets import hash_ticket, new_ticket, parse_hex
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
    "CriterionColumn",
    "GradeStep",
    "GroupCount",
    "GroupRow",
    "GroupTally",
    "Manifest",
    "ManifestMalformed",
    "NotCanonical",
    "Reason",
    "Refusal",
    "Rule",
    "RuleName",
    "Tally",
    "TicketMalformed",
    "UnitRow",
    "decode_cells",
    "encode_cells",
    "first_failure",
    "hash_ticket",
    "make_board",
    "new_ballot_key",
    "new_ticket",
    "parse_board",
    "parse_hex",
    "parse_manifest",
    "shape_failure",
    "short_code",
    "tally_board",
    "verify_board",
]
