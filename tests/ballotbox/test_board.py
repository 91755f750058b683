import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballotbox.board import Board, GroupCount, parse_board, verify_board
from ballotbox.canonical import canonical_json
from ballotbox.errors import BoardDiffers, BoardMalformed
from tests.ballotbox.samples import MANIFEST, ballot_of, board_of, manifest_with

BALLOTS = [ballot_of(n % 4, 0, 1, 2, 3, 0, group=1 + n % 2) for n in range(6)]
BOARD = board_of(MANIFEST, *BALLOTS)


@settings(max_examples=20)
@given(st.permutations(BALLOTS))
def test_the_board_does_not_tell_in_which_order_ballots_came(order: list[Any]) -> None:
    assert board_of(MANIFEST, *order) == BOARD


def test_a_board_comes_back_from_its_text_and_fits_its_rules() -> None:
    assert parse_board(BOARD.text) == BOARD
    verify_board(BOARD, MANIFEST)


def test_an_empty_board_fits_too() -> None:
    verify_board(board_of(MANIFEST), MANIFEST)


def test_the_head_code_is_short() -> None:
    assert BOARD.head_code.replace("-", "").lower() == BOARD.digest.hex()[:16]


def _tampered(**changes: Any) -> str:
    return canonical_json(json.loads(BOARD.text) | changes)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        _tampered(poll="other", digest="0" * 64),
        _tampered(digest="0" * 64),
        _tampered(manifest="00"),
        _tampered(counts=[[1, 10]]),
        _tampered(counts=[[1, 10, 4], [2, 10, 3]]),
        _tampered(ballots=[[1, "00", "0000"]]),
        _tampered(ballots=[[1, "00" * 16, "zz"]]),
        _tampered(ballots=[[1, "00" * 16, "AB"]]),
        _tampered(ballots=[["1", "00" * 16, "ab"]]),
        _tampered(ballots=[[1, "00" * 16]]),
        _tampered(ballots=json.loads(BOARD.text)["ballots"][1:]),
        _tampered(more=1),
    ],
)
def test_a_text_that_was_touched_is_refused(text: str) -> None:
    with pytest.raises(BoardMalformed):
        parse_board(text)


def _counts(*rows: tuple[int, int, int]) -> tuple[GroupCount, ...]:
    return tuple(GroupCount(*row) for row in rows)


@pytest.mark.parametrize(
    ("board", "sentence"),
    [
        (replace(BOARD, poll="other"), "another poll"),
        (replace(BOARD, manifest_digest=bytes(32)), "other rules"),
        (replace(BOARD, ballots=BOARD.ballots[::-1]), "not sorted"),
        (replace(BOARD, ballots=(BOARD.ballots[0], *BOARD.ballots)), "twice"),
        (replace(BOARD, counts=BOARD.counts[:1]), "groups"),
        (replace(BOARD, counts=(*BOARD.counts, BOARD.counts[0])), "groups"),
        (board_of(MANIFEST, ballot_of(0, group=3)), "groups"),
        (replace(BOARD, counts=_counts((1, 9, 4), (2, 9, 3))), "differ"),
        (replace(BOARD, counts=_counts((1, 2, 3), (2, 9, 3))), "more tickets"),
    ],
)
def test_a_board_that_breaks_the_rules_is_named(board: Board, sentence: str) -> None:
    with pytest.raises(BoardDiffers, match=sentence):
        verify_board(board, MANIFEST)


def test_a_board_belongs_to_one_manifest() -> None:
    with pytest.raises(BoardDiffers, match="other rules"):
        verify_board(BOARD, manifest_with(quorum_percent=90))
