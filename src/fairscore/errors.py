"""Named reasons for refusing to compute; a wrong number is never returned."""


class FairscoreError(ValueError):
    """Something given cannot be computed with."""


class ShapeMismatch(FairscoreError):
    """Arrays that belong together differ in shape."""


class WeightsMalformed(FairscoreError):
    """Weights must be finite, not negative, and not all zero."""
