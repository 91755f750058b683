"""Reading what browsers send: anybody can send anything."""

LONGEST_NUMBER = 9


def whole_number(text: object) -> int | None:
    """Return the number that was sent; None if it is none, or too long for a key."""
    sent = str(text)
    is_number = sent.isascii() and sent.isdigit() and len(sent) <= LONGEST_NUMBER
    return int(sent) if is_number else None
