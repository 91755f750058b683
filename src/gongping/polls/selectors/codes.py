"""Short codes of a poll: what is read aloud, photographed and compared by eye."""

from typing import TYPE_CHECKING

from django.utils.translation import get_language

from ballotbox.words import code_of

if TYPE_CHECKING:
    from gongping.polls.models import Poll


def rule_code(poll: "Poll") -> str:
    """Return the short code (规则码) of the frozen rules, empty before. No query."""
    return _code(poll.manifest_digest)


def head_code(poll: "Poll") -> str:
    """Return the short code (板首码) of the closed board, empty before. No query."""
    return _code(poll.board_digest)


def _code(digest: str) -> str:
    """Return six words of the reader's language."""
    if not digest:
        return ""
    is_english = (get_language() or "").startswith("en")
    return code_of(bytes.fromhex(digest), "en" if is_english else "zh")
