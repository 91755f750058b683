"""Ballots that look careless or agreed upon: counts of a meeting, never a list."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongping.results.matrix import Matrix


def checks_of(matrix: "Matrix", units: list[int], k: int) -> dict[str, Any] | None:
    """Return how many ballots each check marks; fewer than k are not told apart."""
    raise NotImplementedError
