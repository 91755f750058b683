import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballotbox.cells import NO_OPINION, decode_cells, encode_cells
from ballotbox.errors import BallotMalformed


@given(st.lists(st.integers(0, 0xFFFF), max_size=400))
def test_cells_come_back_as_they_went_in(grades: list[int]) -> None:
    cells = encode_cells(grades)
    assert len(cells) == 2 * len(grades)
    assert decode_cells(cells) == tuple(grades)


def test_cells_are_big_endian() -> None:
    assert encode_cells([1, NO_OPINION]) == b"\x00\x01\xff\xff"


@pytest.mark.parametrize("grade", [-1, 0x10000])
def test_a_grade_that_fits_no_cell_is_refused(grade: int) -> None:
    with pytest.raises(BallotMalformed):
        encode_cells([grade])


def test_half_a_cell_is_refused() -> None:
    with pytest.raises(BallotMalformed):
        decode_cells(b"\x00\x01\xff")
