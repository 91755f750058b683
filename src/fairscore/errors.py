"""Named reasons for refusing to compute; a wrong number is never returned."""


class FairscoreError(ValueError):
    """Something given cannot be computed with."""


class ShapeMismatch(FairscoreError):
    """Arrays that belong together differ in shape."""


class WeightsMalformed(FairscoreError):
    """Weights must be finite, not negative, and not all zero."""


class Empty(FairscoreError):
    """There is no ballot, no unit, no criterion, or nothing was answered at all."""


class NotFinite(FairscoreError):
    """A number is infinite, or is missing where none may be missing."""


class OutOfRange(FairscoreError):
    """A number lies outside what it may be: a level, a group, a grade, a seed."""


class UnitUnseen(FairscoreError):
    """Nobody of a voter group that counts scored a unit; its weight is not re-dealt.

    `group` and `unit` are the indices of the first such pair.
    """

    def __init__(self, group: int, unit: int) -> None:
        super().__init__(f"nobody of group {group} scored unit {unit}")
        self.group = group
        self.unit = unit


class NotComparable(FairscoreError):
    """No chain of common ballots joins all units: they have no common measure."""


class CannotBeEstimated(FairscoreError):
    """The ballots are too few for a figure that is not a score, such as an error."""


class SchemeMalformed(FairscoreError):
    """A rule for scores cannot be computed with; `place` names its part."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"{place}: {why}")
        self.place = place
