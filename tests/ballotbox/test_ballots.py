import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballotbox.ballots import Ballot
from ballotbox.cells import encode_cells
from ballotbox.errors import BallotMalformed

KEYS = st.binary(min_size=16, max_size=16)
GROUPS = st.integers(1, 0xFFFE)


def test_the_leaf_is_labelled_and_fixed() -> None:
    ballot = Ballot(2, bytes(16), encode_cells([0, 1]))
    plain = b"gp1/ballot\0" + bytes(32) + b"\x00\x02" + bytes(16) + b"\x00\x00\x00\x01"
    assert ballot.leaf(bytes(32)) == hashlib.sha256(plain).digest()


@given(GROUPS, KEYS, st.binary(max_size=40), GROUPS, KEYS, st.binary(max_size=40))
def test_two_ballots_have_two_leaves(
    group: int, key: bytes, cells: bytes, group2: int, key2: bytes, cells2: bytes
) -> None:
    first, second = Ballot(group, key, cells), Ballot(group2, key2, cells2)
    same = first.leaf(bytes(32)) == second.leaf(bytes(32))
    assert same == (first == second)


@pytest.mark.parametrize("group", [0, -1, 0xFFFF])
def test_a_ballot_belongs_to_a_group(group: int) -> None:
    with pytest.raises(BallotMalformed, match="group"):
        Ballot(group, bytes(16), b"")


@pytest.mark.parametrize("size", [0, 15, 17])
def test_a_ballot_has_a_whole_key(size: int) -> None:
    with pytest.raises(BallotMalformed, match="key"):
        Ballot(1, bytes(size), b"")


def test_a_leaf_belongs_to_rules() -> None:
    with pytest.raises(BallotMalformed, match="digest"):
        Ballot(1, bytes(16), b"").leaf(b"short")
