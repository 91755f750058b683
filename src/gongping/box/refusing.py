"""What the doors raise when a ballot is not taken."""

from ballotbox.refusals import Refusal


class NotTaken(Exception):
    """The ballot was refused before or in the box."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal
