"""Write the board with full keys that later versions must still be able to read.

`python -m tests.ballotbox.make_strong_board` was run once; the file is kept.
"""

from pathlib import Path

from ballotbox.cells import encode_cells
from ballotbox.counts import Slips, Turnout
from ballotbox.keys import new_issuer_key
from ballotbox.rolls import hash_slips
from tests.ballotbox.closed_samples import GRADES, Closing
from tests.ballotbox.sealed_samples import GROUPS, STRONG_SUITE, cast, make_poll

TARGET = Path(__file__).parent / "vectors" / "board-gp1.jsonl"


def main() -> None:
    """Close a poll of two ballots."""
    poll = make_poll(
        [{group: new_issuer_key() for group in GROUPS}],
        suite=STRONG_SUITE,
        slips_digest=hash_slips({}),
        quorum_percent=0,
    )
    closing = Closing(
        poll=poll,
        casts=tuple(
            cast(poll, encode_cells(grades), group)
            for grades, group in zip(GRADES, GROUPS, strict=False)
        ),
        turnouts=(
            Turnout(1, 12, 0, (1,), 0, 0, 0, 0, 0, 1),
            Turnout(2, 541, 0, (1,), 0, 0, 0, 0, 0, 1),
        ),
        slips=Slips((), ((),), ()),
    )
    TARGET.write_bytes(b"".join(closing.raw))


if __name__ == "__main__":
    main()
