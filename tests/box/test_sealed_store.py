"""Many ballots in one statement: each gets its own answer."""

from pathlib import Path

from ballotbox.refusals import Refusal
from gongping.box.sealed_store import SealedCasting, SealedIntake, page_for
from gongping.box.writer import BATCH, CAPACITY


def _casting(number: int, key: int) -> SealedCasting:
    leaf, vk = number.to_bytes(32, "big"), key.to_bytes(65, "big")
    return SealedCasting(leaf, vk, b"body", b"signature", b"contents")


def test_the_largest_batch_goes_in_at_once(tmp_path: Path) -> None:
    intake = SealedIntake(tmp_path / "intake.sqlite3")
    most = max(BATCH, CAPACITY)
    assert intake.cast([_casting(n, n) for n in range(most)]) == [None] * most
    assert intake.count_ballots() == most
    intake.close()


def test_of_a_mixed_batch_each_is_told_its_own(tmp_path: Path) -> None:
    intake = SealedIntake(tmp_path / "intake.sqlite3")
    intake.cast([_casting(1, 1)])
    mixed = [(1, 1), (2, 1), (3, 3), (3, 3), (4, 3), (5, 5)]
    refused = Refusal.ALREADY_CAST
    outcomes = intake.cast([_casting(*one) for one in mixed])
    assert outcomes == [None, refused, None, None, refused, None]
    assert intake.count_ballots() == 3
    intake.close()


def test_rows_get_the_smallest_page_in_which_they_stay_whole() -> None:
    assert [page_for(size) for size in (0, 2030, 2031, 4086, 8198)] == [
        *(8192, 8192, 16384, 16384, 32768)
    ]
    assert page_for(10**6) == 65536
