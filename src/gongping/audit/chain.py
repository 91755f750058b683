"""How one act is sealed to the act before it. Pure: no database, no clock."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongping.audit.models import Event

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What reading the whole chain showed; `broken_at` is the first bad position."""

    count: int
    head: str
    broken_at: int | None = None

    @property
    def is_intact(self) -> bool:
        """Tell whether nothing was changed, left out or put in between."""
        return self.broken_at is None


def plain(detail: dict[str, Any] | None) -> dict[str, Any]:
    """Return `detail` as the database will give it back: JSON and nothing else.

    What is sealed must be what is read later; dates, tuples and lazy sentences
    would come back as something else.
    """
    copied: dict[str, Any] = json.loads(json.dumps(detail or {}, default=str))
    return copied


def digest_of(event: "Event") -> str:
    """Return the SHA-256 of everything in the event and of its predecessor."""
    content = [
        event.position, event.at.astimezone(UTC).isoformat(), event.tag,
        event.actor_user_id, event.actor_name, event.subject, event.subject_key,
        event.detail, event.previous,
    ]  # fmt: skip
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
