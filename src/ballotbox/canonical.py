"""One byte string for one value: what is hashed must not depend on who wrote it."""

import json
from typing import Any

from ballotbox.errors import NotCanonical


def canonical_json(value: Any) -> str:
    """Return the one text of `value`: sorted keys, no spaces, no fractions."""
    _refuse_what_varies(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def parse_canonical(text: str) -> Any:
    """Return the value of `text`; raise `NotCanonical` if it is not its one text."""
    try:
        value = json.loads(text)
        written = canonical_json(value)
    except (ValueError, RecursionError) as error:
        raise NotCanonical(str(error)) from error
    if written != text:
        raise NotCanonical("the text differs from its canonical form")
    return value


def _refuse_what_varies(value: Any) -> None:
    match value:
        case None | bool() | int() | str():
            return
        case list() | tuple():
            for entry in value:
                _refuse_what_varies(entry)
        case dict():
            for key, entry in value.items():
                if not isinstance(key, str):
                    raise NotCanonical(f"key {key!r} is not text")
                _refuse_what_varies(entry)
        case _:
            raise NotCanonical(f"{type(value).__name__} has no canonical form")
