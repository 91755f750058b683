"""What can go wrong with the record."""


class UnknownTag(ValueError):
    """An act was to be recorded that `audit/tags.py` has no sentence for."""

    def __init__(self, tag: str) -> None:
        super().__init__(f"{tag!r} is not in audit/tags.py: add it with its sentence")
