"""Published data with known answers."""

import numpy as np

from fairscore.inputs import Floats, Ints

# Shrout and Fleiss 1979: four judges, six targets; here ballots × units.
SHROUT_FLEISS: Floats = np.array(
    [
        [9, 2, 5, 8],
        [6, 1, 3, 2],
        [8, 4, 6, 8],
        [7, 1, 2, 6],
        [10, 5, 6, 9],
        [6, 2, 4, 7],
    ]
).T.astype(np.float64)

KRIPPENDORFF_2011 = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
KRIPPENDORFF_SECOND = """
. . . . . 3 4 1 2 1 1 3 3 . 3
1 . 2 1 3 3 4 3 . . . . . . .
. . 2 1 3 4 4 . 2 1 1 3 3 . 4
"""


def counts_of(table: str) -> Ints:
    """Counts (N, C) of observers' values 1 … C, `.` is missing."""
    rows = [row.split() for row in table.strip().splitlines()]
    most = max(int(word) for row in rows for word in row if word != ".")
    items = list(zip(*rows, strict=True))
    return np.array(
        [[item.count(str(value)) for value in range(1, most + 1)] for item in items]
    )
